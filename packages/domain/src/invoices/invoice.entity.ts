import { defineEntity, p } from '@mikro-orm/postgresql';
import type { InvoiceData } from '../documents/document-data.ts';
import type { VatCase } from '../vat/decide-vat.ts';

const schema = defineEntity({
  name: 'Invoice',
  tableName: 'invoice',
  properties: {
    id: p.uuid().primary(),
    number: p.text().unique(),
    orderId: p.uuid(),
    /** One invoice per shipment set: null for what the marketplace fulfilled. */
    shipmentId: p.uuid().nullable(),
    issuedAt: p.datetime(),
    issuedOn: p.text(),
    currency: p.text(),
    netCents: p.integer(),
    vatCents: p.integer(),
    grossCents: p.integer(),
    /** Null on what was issued before reasons were stored. */
    vatCase: p.text().$type<VatCase>().nullable(),
    paidCents: p.integer().default(0),
    /** Gross of its credit notes: open is gross − credited − paid. */
    creditedCents: p.integer().default(0),
    /** offset: cancelled before any money moved, and booked against each other. */
    state: p.text().$type<'open' | 'paid' | 'offset'>(),
    /** What is printed, complete: the invoice can be explained without any other table. */
    data: p.json<InvoiceData>().lazy(),
    /** Hash of the invoice before it in its range; null on the first. */
    prevHash: p.text().nullable(),
    /** chainHash(prevHash, data). */
    hash: p.text(),
  },
});

/** An issued invoice; only what is paid and credited changes afterwards. */
export class Invoice extends schema.class {}
schema.setClass(Invoice);
