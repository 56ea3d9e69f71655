import type { Address } from '../kernel/address.ts';
import type { VatTreatment } from '../vat/decide-vat.ts';
import type { DocumentLanguage } from './document-texts.ts';

/** Who sells: printed on every document (§ 14 UStG, § 35a GmbHG). */
export interface Seller {
  name: string;
  street: string;
  postcode: string;
  city: string;
  country: string;
  vatId: string | null;
  taxNumber: string | null;
  email: string;
  phone: string | null;
  iban: string | null;
  register: string | null;
  managingDirector: string | null;
  timeZone: string;
}

/** What a delivery note says. */
export interface DeliveryNoteData {
  number: string;
  issuedOn: string;
  order: string;
  channelOrderId: string;
  placedOn: string;
  seller: Seller;
  recipient: Address;
  lines: { position: number; sku: string; title: string; quantity: number }[];
}

/** One rate of an invoice, minor units. */
export interface VatTotal {
  vatPermille: number;
  netCents: number;
  vatCents: number;
  grossCents: number;
}

/** One printed line; shipping is a line of its own. */
export interface InvoiceLine {
  position: number;
  sku: string | null;
  title: string;
  quantity: number;
  vatPermille: number;
  unitGrossCents: number;
  netCents: number;
  vatCents: number;
  grossCents: number;
}

/** What a credit note changes: the original stays as it is. */
export interface Correction {
  /** The whole invoice at once, or a part of it. */
  kind: 'cancellation' | 'correction';
  invoice: string;
  issuedOn: string;
  reason: CreditReason;
  note: string | null;
  /** What was taken off each line of the original (by its index), gross minor units. */
  credits: { line: number; grossCents: number }[];
}

export const creditReasons = ['cancelled', 'returned', 'not_delivered', 'damaged', 'goodwill', 'other'] as const;
export type CreditReason = (typeof creditReasons)[number];

/** What an invoice or, with `corrects`, a credit note says. Amounts of a credit note are positive: they are given back. */
export interface InvoiceData {
  number: string;
  issuedOn: string;
  suppliedOn: string;
  order: string;
  channelOrderId: string;
  placedOn: string;
  customerNumber: string;
  seller: Seller;
  buyer: Address;
  buyerVatId: string | null;
  currency: string;
  lines: InvoiceLine[];
  totals: VatTotal[];
  netCents: number;
  vatCents: number;
  grossCents: number;
  /** Printed when the channel collects the money: 'Amazon'. */
  paidBy: string | null;
  /** How it is taxed and why; absent on what was issued before this was stored. */
  vat?: VatTreatment;
  /** Absent: German. */
  language?: DocumentLanguage;
  corrects?: Correction;
}
