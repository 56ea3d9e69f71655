import { defineEntity, p } from '@mikro-orm/postgresql';
import type { InvoiceData } from '../documents/document-data.ts';

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
    paidCents: p.integer().default(0),
    state: p.text().$type<'open' | 'paid'>(),
    /** What is printed, complete: the invoice can be explained without any other table. */
    data: p.json<InvoiceData>().lazy(),
  },
});

/** An issued invoice; only its payment changes afterwards. */
export class Invoice extends schema.class {}
schema.setClass(Invoice);
