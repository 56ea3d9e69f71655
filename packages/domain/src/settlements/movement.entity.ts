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
    updatedAt: p.datetime(),
  },
});

/** A movement of money as the channel shows it before the settlement that proves it. */
export class Movement extends schema.class {}
schema.setClass(Movement);
