import { defineEntity, p } from '@mikro-orm/postgresql';

const schema = defineEntity({
  name: 'Movement',
  tableName: 'movement',
  properties: {
    channelId: p.uuid().primary(),
    movementId: p.text().primary(),
    channelOrderId: p.text().nullable(),
    orderId: p.uuid().nullable(),
    type: p.text(),
    status: p.text().$type<'deferred' | 'released'>(),
    postedAt: p.datetime(),
    amountCents: p.integer(),
    currency: p.text(),
    /** The settlement that has paid it; null: it is still to be paid. */
    settlementId: p.uuid().nullable(),
    updatedAt: p.datetime(),
  },
});

/** A movement of money as the channel shows it before the settlement that proves it. */
export class Movement extends schema.class {}
schema.setClass(Movement);
