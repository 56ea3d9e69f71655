import { defineEntity, p } from '@mikro-orm/postgresql';

export type DocumentKind = 'delivery_note' | 'invoice' | 'hand_over' | 'settlement';

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
  },
});

/** A gapless number range; numbers are taken under its row lock, in the transaction that uses them. */
export class NumberRange extends rangeSchema.class {}
rangeSchema.setClass(NumberRange);
