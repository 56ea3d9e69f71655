import { defineEntity, p } from '@mikro-orm/postgresql';

/** `listed`: the channel makes its list; `gap`: orders are missing and being fetched; `proved`: none is missing. */
export type ChannelDayState = 'listed' | 'gap' | 'proved';

const schema = defineEntity({
  name: 'ChannelDay',
  tableName: 'channel_day',
  properties: {
    channelId: p.uuid().primary(),
    /** Business day in the company's time zone, YYYY-MM-DD. */
    day: p.text().primary(),
    state: p.text().$type<ChannelDayState>(),
    /** Proved, or being proved, up to here; the day's end when it is over. */
    until: p.datetime(),
    /** The channel's list. */
    listId: p.text().nullable(),
    /** Orders the channel says it took that day. */
    reported: p.integer().nullable(),
    /** Of these, the ones that are stored here. */
    known: p.integer().nullable(),
    /** Of these, the ones that were missing and have been fetched by this proof. */
    recovered: p.integer().default(0),
    /** Channel order ids that are still missing, with why. */
    missing: p.json<{ channelOrderId: string; problem: string | null }[]>(),
    askedAt: p.datetime(),
    provedAt: p.datetime().nullable(),
  },
});

/** One channel's business day: is every order here that the channel took? (F6) */
export class ChannelDay extends schema.class {}
schema.setClass(ChannelDay);
