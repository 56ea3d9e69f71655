import { ChannelDay } from '../channels/channel-day.entity.ts';
import type { DayIncomplete, DayProved } from '../channels/channel.events.ts';
import { Channel } from '../channels/channel.entity.ts';
import type { ListedOrder, Period } from '../channels/sales-channel.port.ts';
import { sqlArray } from '../kernel/batch.ts';
import { dayPeriod, lastDays } from '../kernel/day-period.ts';
import { transact, type Context, type Transaction } from '../kernel/transact.ts';
import { closeTickets } from '../tickets/close-ticket.ts';
import { openTickets } from '../tickets/open-tickets.ts';

/** Days that are looked at, and how young an order may be and still be missing from the channel's list. */
const watchedDays = 3;
const listLagMs = 10 * 60_000;
/** A running day is listed no more often than this, and a finished one once more after two days. */
const runningAgainMs = 30 * 60_000;
const finishedAgainMs = 2 * 86_400_000;

/** The part of a day that the channel's list can prove now; null when it has hardly begun. Pure. */
export function provablePeriod(day: string, timeZone: string, now: Date): Period | null {
  const { from, to } = dayPeriod(day, timeZone);
  const until = new Date(Math.min(to.getTime(), now.getTime() - listLagMs));
  return until.getTime() - from.getTime() < listLagMs ? null : { from, to: until };
}

/** Has the channel to be asked for its list of a day (again)? Calls are dear, so a proved day rests. Pure. */
export function mustAsk(
  known: Pick<ChannelDay, 'state' | 'askedAt' | 'until'> | null,
  period: Period,
  now: Date,
): boolean {
  if (!known) return true;
  if (known.state === 'listed') return false;
  const age = now.getTime() - known.askedAt.getTime();
  if (known.state === 'gap') return age >= runningAgainMs;
  return known.until < period.to ? age >= runningAgainMs : age >= finishedAgainMs;
}

export interface DayToAsk {
  day: string;
  period: Period;
}

/** The days of a channel whose list has to be asked for now. */
export async function daysToAsk(ctx: Context, channelId: string, timeZone: string): Promise<DayToAsk[]> {
  const days = lastDays(ctx.now(), timeZone, watchedDays);
  const known = new Map(
    (await ctx.em.find(ChannelDay, { channelId, day: { $in: days } })).map((row) => [row.day, row]),
  );
  return days.flatMap((day) => {
    const period = provablePeriod(day, timeZone, ctx.now());
    return period && mustAsk(known.get(day) ?? null, period, ctx.now()) ? [{ day, period }] : [];
  });
}

/** Notes that the channel makes its list of a day. */
export function noteAsked(ctx: Context, channelId: string, { day, period }: DayToAsk, listId: string): Promise<void> {
  return transact(ctx, async (tx) => {
    const known = await tx.em.findOne(ChannelDay, { channelId, day });
    const asked = { state: 'listed' as const, listId, until: period.to, askedAt: tx.now() };
    if (known) Object.assign(known, asked);
    else tx.em.create(ChannelDay, { channelId, day, ...asked, missing: [] });
  });
}

/** Days whose list was asked for. */
export const listedDays = (ctx: Context, channelId: string): Promise<ChannelDay[]> =>
  ctx.em.find(ChannelDay, { channelId, state: 'listed' }, { orderBy: { day: 'desc' } });

/** A list that the channel gave up: it is asked for again. */
export const forgetList = (ctx: Context, { channelId, day }: ChannelDay): Promise<unknown> =>
  ctx.em.nativeUpdate(ChannelDay, { channelId, day }, { state: 'gap', listId: null });

/** Which of the listed orders are not stored here. */
export async function missingOf(ctx: Context, channelId: string, listed: ListedOrder[]): Promise<string[]> {
  const ids = [...new Set(listed.map(({ channelOrderId }) => channelOrderId))];
  const rows = (await ctx.em.execute(
    `select id from unnest(?::text[]) as listed (id)
      where not exists (select 1 from sales_order where channel_id = ? and channel_order_id = listed.id)`,
    [sqlArray(ids), channelId],
  )) as { id: string }[];
  return rows.map(({ id }) => id);
}

export interface DayCount {
  listed: ListedOrder[];
  /** Channel order ids that were missing and have been fetched. */
  recovered: number;
  missing: { channelOrderId: string; problem: string | null }[];
}

/** The ticket of a day with missing orders; it closes itself when they have come. */
export const dayCause = (channelId: string, day: string): string => `day:${channelId}:${day}`;

/** Writes what the comparison of a day gave (F6): proved, or a gap with a ticket that names every missing order. */
export function countDay(
  ctx: Context,
  { channelId, day }: Pick<ChannelDay, 'channelId' | 'day'>,
  count: DayCount,
): Promise<void> {
  return transact(ctx, async (tx) => {
    const row = await tx.em.findOneOrFail(ChannelDay, { channelId, day });
    const channel = await tx.em.findOneOrFail(Channel, channelId);
    const reported = new Set(count.listed.map(({ channelOrderId }) => channelOrderId)).size;
    const isProved = count.missing.length === 0;
    Object.assign(row, {
      state: isProved ? 'proved' : 'gap',
      reported,
      known: reported - count.missing.length,
      recovered: row.recovered + count.recovered,
      missing: count.missing,
      provedAt: isProved ? tx.now() : null,
    });
    if (isProved) await prove(tx, channel, row);
    else await reportGap(tx, channel, row);
  });
}

async function prove(tx: Transaction, channel: Channel, { day, reported, recovered }: ChannelDay): Promise<void> {
  tx.record({ type: 'DayProved', channel: channel.code, day, reported: reported ?? 0, recovered } satisfies DayProved);
  await closeTickets(tx, [dayCause(channel.id, day)], 'orders_came');
}

async function reportGap(tx: Transaction, channel: Channel, row: ChannelDay): Promise<void> {
  const { day, reported, known, missing } = row;
  const gap = { channel: channel.code, day, reported: reported ?? 0, missing: missing.length };
  tx.record({ type: 'DayIncomplete', ...gap } satisfies DayIncomplete);
  await openTickets(tx, [
    {
      kind: 'import',
      reason: 'orders_missing',
      cause: dayCause(channel.id, day),
      evidence: { channel: channel.code, day, reported, known, missing: missing.slice(0, 100) },
    },
  ]);
}
