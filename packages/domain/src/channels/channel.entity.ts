import { defineEntity, p } from '@mikro-orm/postgresql';

/** What a channel allows and does; F8, F5, F38 of the process. */
export interface ChannelPolicy {
  /** The channel collects the money: orders are released without waiting for a payment. */
  paidByChannel: boolean;
  /** Orders the marketplace fulfils get an invoice from us. */
  invoiceMarketplaceFulfilled: boolean;
  mails: { received: boolean; shipped: boolean; invoice: boolean };
  /** Countries of destination where the marketplace owes the VAT itself (deemed supplier). */
  taxedByMarketplace: string[];
  /** Where the marketplace stores what it fulfils; null: the company's country. */
  marketplaceShipsFrom: string | null;
  /** Whose invoices are uploaded to the channel (F31). */
  invoiceUpload: 'none' | 'business' | 'all';
  /** Who asks for a review: the channel itself, or nobody (F37). */
  reviewRequest: 'none' | 'channel';
  /** An order may leave in several shipments (F21). */
  splitShipments: boolean;
  /** How long personal data may stay away before a person is told. */
  personalDataWithinHours: number;
  /** How long before the channel's ship-by deadline a person is told (F28). */
  warnBeforeShipByHours: number;
}

const schema = defineEntity({
  name: 'Channel',
  tableName: 'channel',
  properties: {
    id: p.uuid().primary(),
    code: p.text().unique(),
    kind: p.text(),
    /** The account at the channel: its limits and settlements are shared by all channels that use it. */
    account: p.text(),
    name: p.text(),
    country: p.text(),
    currency: p.text(),
    connection: p.json<Record<string, unknown>>().lazy(),
    policy: p.json<ChannelPolicy>(),
    /** An administrator set this policy: a setup leaves it alone. */
    policyByStaff: p.boolean().default(false),
    paused: p.boolean().default(false),
    /** Every change up to here is stored; the next fetch begins a little earlier. */
    cursor: p.datetime().nullable(),
    /** The page with which the next fetch goes on, when no call was left in the middle; null: it begins at the cursor. */
    nextPage: p.text().nullable(),
    settlementCursor: p.datetime().nullable(),
    /** When the orders were last fetched without an error. */
    lastFetchedAt: p.datetime().nullable(),
    lastError: p.text().nullable(),
    /** The job that failed last: only its own success takes the error away. */
    lastErrorOf: p.text().nullable(),
    movementCursor: p.datetime().nullable(),
    /** When the channel last signalled a change. */
    signalledAt: p.datetime().nullable(),
  },
});

/** One account at a marketplace or shop. */
export class Channel extends schema.class {}
schema.setClass(Channel);
