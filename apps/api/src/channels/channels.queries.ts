import { CallLimit } from '@kontor/domain/channels/call-limit.entity';
import { ChannelDay } from '@kontor/domain/channels/channel-day.entity';
import { HistoryEntry } from '@kontor/domain/history/history.entity';
import { sqlArray } from '@kontor/domain/kernel/batch';
import type { EntityManager } from '@mikro-orm/postgresql';
import { GraphQLError } from 'graphql';
import { decodeKeyset, pageSize, toPage, type Page } from '../pages.ts';
import type { ChannelMoneyType } from './channel.type.ts';

/** A page of one channel's days. */
export interface DaysWanted {
  channelId: string;
  first: number | null;
  after: string | null;
}

/** Days of each channel, newest first; two queries however many channels are asked for. */
export async function findDays(em: EntityManager, wanted: readonly DaysWanted[]): Promise<Page<ChannelDay>[]> {
  const asked = wanted.map(({ channelId, first, after }, ordinal) => ({
    ordinal,
    id: channelId,
    before: after ? decodeKeyset(after).at : null,
    size: pageSize(first, 7),
  }));
  const rows = (await em.execute(
    `select w.ordinal, d.channel_id as id, d.day, (select count(*)::int from channel_day where channel_id = w.id) as total
       from jsonb_to_recordset(?::jsonb) as w (ordinal int, id uuid, before text, size int)
      cross join lateral (select channel_id, day from channel_day
        where channel_id = w.id and (w.before is null or day < w.before) order by day desc limit w.size + 1) as d`,
    [JSON.stringify(asked)],
  )) as { ordinal: number; id: string; day: string; total: number }[];
  const keys = rows.map(({ id, day }) => ({ channelId: id, day }));
  const days = keys.length ? await em.find(ChannelDay, { $or: keys }) : [];
  const byKey = new Map(days.map((day) => [`${day.channelId} ${day.day}`, day]));
  return asked.map(({ ordinal, size }) => {
    const mine = rows.filter((row) => row.ordinal === ordinal);
    const page = mine.map(({ id, day }) => byKey.get(`${id} ${day}`)!);
    return toPage(page, size, mine[0]?.total ?? 0, ({ channelId, day }) => ({ at: day, id: channelId }));
  });
}

/** The limits of each account, by operation. */
export async function findLimits(em: EntityManager, accounts: readonly string[]): Promise<CallLimit[][]> {
  const limits = await em.find(
    CallLimit,
    { $or: accounts.map((account) => ({ key: { $like: `${account.replaceAll(/[\\%_]/g, '\\$&')}/%` } })) },
    { orderBy: { key: 'asc' } },
  );
  return accounts.map((account) => limits.filter(({ key }) => key.startsWith(`${account}/`)));
}

/** Where in its account each channel sells; nothing else of its connection leaves the database. */
export async function findMarketplaces(em: EntityManager, channelIds: readonly string[]): Promise<string[][]> {
  const rows = (await em.execute(
    `select id, connection -> 'marketplaceIds' as marketplaces from channel where id = any(?::uuid[])`,
    [sqlArray([...channelIds])],
  )) as { id: string; marketplaces: string[] | null }[];
  const byId = new Map(rows.map(({ id, marketplaces }) => [id, marketplaces ?? []]));
  return channelIds.map((id) => byId.get(id) ?? []);
}

/** What each channel has still to pay, per currency. */
export async function findMoney(em: EntityManager, channelIds: readonly string[]): Promise<ChannelMoneyType[][]> {
  const rows = (await em.execute(
    `select channel_id as id, currency, count(*)::int as movements, min(posted_at) as since,
            coalesce(sum(amount_cents) filter (where status = 'deferred'), 0)::int as deferred,
            coalesce(sum(amount_cents) filter (where status = 'released'), 0)::int as released
       from movement where settlement_id is null and channel_id = any(?::uuid[])
      group by channel_id, currency order by currency`,
    [sqlArray([...channelIds])],
  )) as { id: string; currency: string; movements: number; since: string; deferred: number; released: number }[];
  const byChannel = Map.groupBy(rows, ({ id }) => id);
  return channelIds.map((id) =>
    (byChannel.get(id) ?? []).map(({ currency, movements, since, deferred, released }) => ({
      movements,
      since: new Date(since),
      deferred: { amount: deferred, currency },
      released: { amount: released, currency },
    })),
  );
}

/** What has happened to a channel, newest first. */
export async function findChannelHistory(
  em: EntityManager,
  code: string,
  page: { first: number | null; after: string | null },
): Promise<Page<HistoryEntry>> {
  const size = pageSize(page.first, 20);
  const { xid, seq } = page.after ? parsePosition(page.after) : { xid: null, seq: null };
  const rows = (await em.execute(
    `select seq::text from history where data ->> 'channel' = ? and (?::xid8 is null or (xid, seq) < (?::xid8, ?::bigint))
      order by xid desc, history.seq desc limit ?`,
    [code, xid, xid, seq, size + 1],
  )) as { seq: string }[];
  const entries = await em.find(HistoryEntry, { seq: { $in: rows.map((row) => row.seq) } });
  const bySeq = new Map(entries.map((entry) => [entry.seq, entry]));
  const [{ total }] = (await em.execute(`select count(*)::int as total from history where data ->> 'channel' = ?`, [
    code,
  ])) as [{ total: number }];
  const edges = rows.slice(0, size).map((row) => {
    const node = bySeq.get(row.seq)!;
    return { cursor: `${node.xid}:${node.seq}`, node };
  });
  return {
    totalCount: total,
    edges,
    pageInfo: { hasNextPage: rows.length > size, endCursor: edges.at(-1)?.cursor ?? null },
  };
}

function parsePosition(cursor: string): { xid: string; seq: string } {
  const [, xid, seq] = /^(\d{1,19}):(\d{1,18})$/.exec(cursor) ?? [];
  if (!xid || !seq)
    throw new GraphQLError('`after` is not a cursor of this list', { extensions: { code: 'BAD_USER_INPUT' } });
  return { xid, seq };
}
