import type { Address } from '../kernel/address.ts';

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

/** What an invoice says. */
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
}
