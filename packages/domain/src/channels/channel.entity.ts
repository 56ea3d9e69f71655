import { defineEntity, p } from '@mikro-orm/postgresql';

/** What a channel allows and does; F8, F5, F38 of the process. */
export interface ChannelPolicy {
  /** The channel collects the money: orders are released without waiting for a payment. */
  paidByChannel: boolean;
  /** Orders the marketplace fulfils get an invoice from us. */
  invoiceMarketplaceFulfilled: boolean;
  mails: { received: boolean; shipped: boolean; invoice: boolean };
}

const schema = defineEntity({
  name: 'Channel',
  tableName: 'channel',
  properties: {
    id: p.uuid().primary(),
    code: p.text().unique(),
    kind: p.text(),
    name: p.text(),
    country: p.text(),
    currency: p.text(),
    connection: p.json<Record<string, unknown>>().lazy(),
    policy: p.json<ChannelPolicy>(),
    paused: p.boolean().default(false),
    /** Every change up to here is stored; the next fetch begins a little earlier. */
    cursor: p.datetime().nullable(),
    settlementCursor: p.datetime().nullable(),
    lastFetchedAt: p.datetime().nullable(),
    lastError: p.text().nullable(),
  },
});

/** One account at a marketplace or shop. */
export class Channel extends schema.class {}
schema.setClass(Channel);
