import { defineEntity, p } from '@mikro-orm/postgresql';

/** `…_xml` is the Factur-X inside the PDF, the `xrechnung_…` are the German profile for those who ask for it. */
export const documentKinds = [
  'delivery_note',
  'invoice',
  'credit_note',
  'invoice_xml',
  'credit_note_xml',
  'xrechnung_cii',
  'xrechnung_ubl',
  'hand_over',
  'settlement',
] as const;
export type DocumentKind = (typeof documentKinds)[number];

const documentSchema = defineEntity({
  name: 'Document',
  tableName: 'document',
  properties: {
    id: p.uuid().primary(),
    kind: p.text().$type<DocumentKind>(),
    number: p.text(),
    orderId: p.uuid().nullable(),
    mediaType: p.text(),
    bytes: p.blob().lazy(),
    size: p.integer(),
    sha256: p.text(),
    createdAt: p.datetime(),
  },
  uniques: [{ properties: ['kind', 'number'] }],
});

/** Bytes as issued: stored once, never rendered again. */
export class Document extends documentSchema.class {}
documentSchema.setClass(Document);

const rangeSchema = defineEntity({
  name: 'NumberRange',
  tableName: 'number_range',
  properties: {
    name: p.text().primary(),
    /** The last number that was given. */
    last: p.integer(),
    /** Hash of the newest document of a range whose documents are chained. */
    hash: p.text().nullable(),
  },
});

/** A gapless number range; numbers are taken under its row lock, in the transaction that uses them. */
export class NumberRange extends rangeSchema.class {}
rangeSchema.setClass(NumberRange);
