import { Order } from '@kontor/domain/orders/order.entity';
import { endStations, stations, type Station } from '@kontor/domain/orders/stations';
import { loadCompany } from '@kontor/domain/company/seller';
import { dayPeriod } from '@kontor/domain/kernel/day-period';
import { raw } from '@mikro-orm/core';
import { GraphQLError } from 'graphql';
import type { EntityManager } from '@mikro-orm/postgresql';
import { newestFirst } from '../newest-first.ts';
import { literal, type Page } from '../pages.ts';
import type { OrderFilter, OrderSort } from './orders.inputs.ts';

/** Orders that are over are counted up to here: they grow for ever, and nobody needs to know how many to the last. */
export const countedUpTo = 10_000;

/** How many orders stand at each station, every station named; at the end stations at most `countedUpTo`. */
export async function countStations(em: EntityManager): Promise<{ station: Station; count: number }[]> {
  const over = endStations.map(
    () =>
      `select ? as station, (select count(*)::int from (select 1 from sales_order where station = ? limit ?) one) as count`,
  );
  const rows = (await em.execute(
    `select station, count(*)::int as count from sales_order where station not in ('paid', 'closed', 'cancelled') group by station
     union all ${over.join(' union all ')}`,
    endStations.flatMap((station) => [station, station, countedUpTo]),
  )) as { station: Station; count: number }[];
  const counts = new Map(rows.map((row) => [row.station, row.count]));
  return stations.map((station) => ({ station, count: counts.get(station) ?? 0 }));
}

/** A page of orders that match, newest first. */
export const findOrders = async (
  em: EntityManager,
  filter: OrderFilter | null,
  page: { first: number | null; after: string | null },
): Promise<Page<Order>> => newestFirst(em, Order, 'placedAt', await toWhere(em, filter), page);

/** An order by the channel's own id. */
export interface OrderAtChannel {
  channelId: string;
  channelOrderId: string;
}

/** Orders by their channels' ids, null where one is not stored. */
export async function ordersAtChannel(em: EntityManager, wanted: readonly OrderAtChannel[]): Promise<(Order | null)[]> {
  const orders = await em.find(Order, {
    channelId: { $in: wanted.map(({ channelId }) => channelId) },
    channelOrderId: { $in: wanted.map(({ channelOrderId }) => channelOrderId) },
  });
  const keyOf = ({ channelId, channelOrderId }: OrderAtChannel): string => `${channelId} ${channelOrderId}`;
  const byKey = new Map(orders.map((order) => [keyOf(order), order]));
  return wanted.map((key) => byKey.get(keyOf(key)) ?? null);
}

/** More ids than anybody scrolls through; beyond them stands only how the search is narrowed. */
export const largestIndex = 150_000;

/** A stretch of the list: how many match, and the first ids of them, 16 bytes each. */
export interface PackedIndex {
  count: number;
  packed: Buffer;
}

/** The orders that match, in the order asked for; PostgreSQL joins the ids, row by row costs eight times that. */
export async function packOrderIds(
  em: EntityManager,
  filter: OrderFilter | null,
  sort: OrderSort,
  first: number | null = null,
): Promise<PackedIndex> {
  const matching = em
    .createQueryBuilder(Order, 'o')
    .select('o.id')
    .where(await toWhere(em, filter));
  const listed = matching
    .clone()
    .orderBy(orderings[sort])
    .limit(Math.min(first ?? largestIndex, largestIndex));
  const all = matching.limit(largestIndex);
  // One statement, one snapshot; the count is cheap, what costs is to carry the ids.
  const [row] = (await em.execute(
    `select (select count(*)::int from (${all.getQuery()}) every) as count,
            (select string_agg(uuid_send(listed.id), ''::bytea) from (${listed.getQuery()}) listed) as packed`,
    [...all.getParams(), ...listed.getParams()] as unknown[],
  )) as [{ count: number; packed: Buffer | null }];
  return { count: row.count, packed: row.packed ?? Buffer.alloc(0) };
}

/** The ids that `packOrderIds` has packed. */
export function unpackIds(packed: Buffer): string[] {
  const hex = packed.toString('hex');
  return Array.from({ length: packed.length / 16 }, (_, n) => {
    const id = hex.slice(n * 32, n * 32 + 32);
    return `${id.slice(0, 8)}-${id.slice(8, 12)}-${id.slice(12, 16)}-${id.slice(16, 20)}-${id.slice(20)}`;
  });
}

const orderings: Record<OrderSort, object> = {
  newest: { placedAt: 'desc', id: 'desc' },
  oldest: { placedAt: 'asc', id: 'asc' },
  shipBy: { shipBy: 'asc nulls last', id: 'desc' },
  amount: { totalCents: 'desc', id: 'desc' },
};

/** Running orders have an index of their own, so that those of years ago cost nothing. */
function scopeOf({ running, stations }: OrderFilter): boolean | null {
  if (typeof running === 'boolean') return running;
  if (!stations?.length) return null;
  const over = stations.filter((station) => endStations.includes(station)).length;
  return over === 0 ? true : over === stations.length ? false : null;
}

async function toWhere(em: EntityManager, filter: OrderFilter | null): Promise<object> {
  if (!filter) return {};
  const parts: object[] = [];
  if (filter.stations?.length) parts.push({ station: { $in: filter.stations } });
  const running = scopeOf(filter);
  if (running !== null) parts.push({ station: { [running ? '$nin' : '$in']: endStations } });
  if (filter.placedFrom) parts.push({ placedAt: { $gte: (await periodOf(em, filter.placedFrom)).from } });
  if (filter.placedUntil) parts.push({ placedAt: { $lt: (await periodOf(em, filter.placedUntil)).to } });
  if (filter.channelId) parts.push({ channelId: filter.channelId });
  if (filter.carrierId) parts.push({ carrierId: filter.carrierId });
  if (typeof filter.overdue === 'boolean') parts.push({ overdue: filter.overdue });
  if (typeof filter.ticketOpen === 'boolean') parts.push({ ticketId: filter.ticketOpen ? { $ne: null } : null });
  if (filter.search?.trim()) parts.push(matches(filter.search.trim(), running));
  return parts.length ? { $and: parts } : {};
}

async function periodOf(em: EntityManager, day: string): Promise<{ from: Date; to: Date }> {
  if (!/^\d{4}-\d\d-\d\d$/.test(day) || Number.isNaN(Date.parse(day)))
    throw new GraphQLError('a day is written YYYY-MM-DD', { extensions: { code: 'BAD_USER_INPUT' } });
  return dayPeriod(day, (await loadCompany({ em })).timeZone);
}

const shortest = 3;

/** Every word anywhere in a number or a name; what is shorter than three characters begins an order number. */
function matches(text: string, running: boolean | null): object {
  const wanted = text.toLowerCase().split(/\s+/).map(literal);
  if (wanted.every((word) => word.length < shortest)) return { number: { $like: `${literal(text.toUpperCase())}%` } };
  const found = wanted.map(() => 'words like ?').join(' and ');
  const params = wanted.map((word) => `%${word}%`);
  const among = {
    true: `running and ${found}`,
    false: `not running and ${found}`,
    // each half by the index of its own
    null: `(running and ${found}) or (not running and ${found})`,
  }[`${running}`];
  const ofSearch = raw(
    `(select order_id from order_search where ${among})`,
    running === null ? [...params, ...params] : params,
  );
  return { id: { $in: ofSearch } };
}
