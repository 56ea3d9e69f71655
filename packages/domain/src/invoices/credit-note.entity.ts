import { defineEntity, p } from '@mikro-orm/postgresql';
import type { Correction, CreditReason, InvoiceData } from '../documents/document-data.ts';

const schema = defineEntity({
  name: 'CreditNote',
  tableName: 'credit_note',
  properties: {
    id: p.uuid().primary(),
    number: p.text().unique(),
    kind: p.text().$type<Correction['kind']>(),
    reason: p.text().$type<CreditReason>(),
    orderId: p.uuid(),
    invoiceId: p.uuid(),
    invoiceNumber: p.text(),
    /** What asked for it, once: `refund:<reference>`, `cancel:<invoice>`; null when a person did. */
    reference: p.text().unique().nullable(),
    issuedAt: p.datetime(),
    issuedOn: p.text(),
    currency: p.text(),
    netCents: p.integer(),
    vatCents: p.integer(),
    grossCents: p.integer(),
    /** What the buyer has got back, as settlements prove it. */
    paidCents: p.integer().default(0),
    /** offset: cancelled before any money moved, and booked against each other. */
    state: p.text().$type<'open' | 'paid' | 'offset'>(),
    data: p.json<InvoiceData>().lazy(),
    prevHash: p.text().nullable(),
    hash: p.text(),
  },
});

/** Takes an invoice back, whole or in part, with its VAT and its rounding. Amounts are positive. */
export class CreditNote extends schema.class {}
schema.setClass(CreditNote);
