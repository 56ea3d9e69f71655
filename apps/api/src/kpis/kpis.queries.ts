import { dayPeriod } from '@kontor/domain/kernel/day-period';
import { daysBefore, daysBetween, sumUp, type DayFigure, type Figures } from '@kontor/domain/kpis/sum-up';
import type { EntityManager } from '@mikro-orm/postgresql';
import { GraphQLError } from 'graphql';
import { decodeKeyset, exactly, pageSize, toPage, type Page } from '../pages.ts';
import type { KpiFiguresType } from './kpi.type.ts';

/** What a figure can be opened as: the orders that it counts. */
export const kpiLists = [
  'orders',
  'automatic',
  'by_hand',
  'held',
  'shipped',
  'late',
  'cancelled',
  'confirmed',
  'to_hand_over',
  'to_shipment',
  'to_channel',
  'to_payment',
] as const;
export type KpiList = (typeof kpiLists)[number];

const atMostDays = 400;

/** The days of a period given as ISO dates; throws BAD_USER_INPUT for what is none, or longer than 400 days. */
export function daysOf(from: string, until: string): string[] {
  const isDay = (text: string): boolean => /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));
  const days = isDay(from) && isDay(until) ? daysBetween(from, until) : [];
  if (!days.length || days.length > atMostDays)
    throw new GraphQLError(
      `The period must be two days (YYYY-MM-DD), the first not after the second, at most ${atMostDays} days.`,
      {
        extensions: { code: 'BAD_USER_INPUT' },
      },
    );
  return days;
}

/** The summary of a period and of as many days right before it, of one channel or of all. */
export async function readFigures(em: EntityManager, days: string[], channelId: string | null) {
  const earlier = daysBefore(days);
  const rows = (await em.execute(
    `select to_char(day, 'YYYY-MM-DD') as day, measure, key, bucket, sum(n)::int as n, sum(cents)::float8 as cents
       from kpi_day where day between ? and ? and (?::uuid is null or channel_id = ?)
      group by day, measure, key, bucket`,
    [earlier[0], days.at(-1), channelId, channelId],
  )) as DayFigure[];
  return { ...sumUp(rows, days), before: sumUp(rows, earlier).all };
}

export const toFigures = ({ durations, ...counts }: Figures): KpiFiguresType => ({
  ...counts,
  toHandOver: durations.to_hand_over,
  toShipment: durations.to_shipment,
  toChannel: durations.to_channel,
  toPayment: durations.to_payment,
});

/** Where the orders behind a figure stand: the instant that puts them into the period, what the step began with, and which of them. */
const lists: Record<Exclude<KpiList, 'confirmed'>, { at: string; since: string | null; only?: string }> = {
  orders: { at: 'placed_at', since: null },
  automatic: { at: 'placed_at', since: null, only: 'not by_hand' },
  by_hand: { at: 'placed_at', since: null, only: 'by_hand' },
  held: { at: 'placed_at', since: null, only: 'held_for @> array[?]::text[]' },
  shipped: { at: 'shipped_at', since: 'placed_at' },
  late: { at: 'shipped_at', since: 'placed_at', only: 'late' },
  cancelled: { at: 'cancelled_at', since: null },
  to_hand_over: { at: 'handed_over_at', since: 'placed_at' },
  to_shipment: { at: 'shipped_at', since: 'placed_at' },
  to_channel: { at: 'informed_at', since: 'shipped_at' },
  to_payment: { at: 'paid_at', since: 'placed_at' },
};

/** Rows (order_id, at, seconds) behind a figure, as SQL with its parameters. */
function rowsBehind(list: KpiList, key: string | null): { sql: string; params: unknown[] } {
  const seconds = (at: string, since: string | null): string =>
    since ? `extract(epoch from ${at} - ${since})::int` : 'null::int';
  if (list === 'confirmed')
    return {
      sql: `select s.order_id, o.channel_id, s.confirmed_at as at, ${seconds('s.confirmed_at', 's.transmitted_at')} as seconds
              from shipment s join sales_order o on o.id = s.order_id where s.confirmed_at is not null and s.carrier_id::text = ?`,
      params: [key],
    };
  const { at, since, only = 'true' } = lists[list];
  return {
    sql: `select order_id, channel_id, ${at} as at, ${seconds(at, since)} as seconds from order_clock
           where ${at} is not null ${since ? `and ${since} is not null` : ''} and ${only}`,
    params: list === 'held' ? [key] : [],
  };
}

export interface BehindFigure {
  id: string;
  at: Date;
  seconds: number | null;
}

/** A page of the orders behind a figure, newest first; `slowest`: the longest first, at most 200 and no further page. */
export async function ordersBehind(
  em: EntityManager,
  of: { list: KpiList; key: string | null; days: string[]; channelId: string | null; timeZone: string },
  page: { first: number | null; after: string | null; slowest: boolean },
): Promise<Page<BehindFigure>> {
  const { sql, params } = rowsBehind(of.list, of.key);
  const period = [dayPeriod(of.days[0]!, of.timeZone).from, dayPeriod(of.days.at(-1)!, of.timeZone).to];
  const from = `from (${sql}) behind where at >= ? and at < ? and (?::uuid is null or channel_id = ?)`;
  const all = [...params, ...period, of.channelId, of.channelId];
  const size = pageSize(page.first);
  const key = page.after ? decodeKeyset(page.after) : null;
  const rows = (await em.execute(
    `select order_id as id, ${exactly('at')} as exact, seconds ${from}
       ${key ? 'and (at, order_id) < (?::timestamptz, ?::uuid)' : ''}
      order by ${page.slowest ? 'seconds desc nulls last,' : ''} at desc, order_id desc limit ?`,
    [...all, ...(key ? [key.at, key.id] : []), size + 1],
  )) as { id: string; exact: string; seconds: number | null }[];
  const [{ n }] = (await em.execute(`select count(*)::int as n ${from}`, all)) as [{ n: number }];
  const found = rows.map(({ id, exact, seconds }) => ({ id, exact, at: new Date(exact), seconds }));
  const shown = toPage(found, size, n, ({ id, exact }) => ({ at: exact, id }));
  return page.slowest ? { ...shown, pageInfo: { hasNextPage: false, endCursor: null } } : shown;
}
