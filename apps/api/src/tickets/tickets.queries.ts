import type { Role } from '@kontor/domain/staff/staff.entity';
import { Ticket } from '@kontor/domain/tickets/ticket.entity';
import { raw } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { GraphQLError } from 'graphql';
import type { Caller } from '../context.ts';
import { literal, pageSize, type Page } from '../pages.ts';
import type { TicketFilter } from './tickets.inputs.ts';

/** What decides the place of a ticket in the queue: the most urgent first, then the one that is due first. */
const never = '9999-12-31T00:00:00.000Z';
const dueOf = (ticket: Ticket): string => ticket.dueAt?.toISOString() ?? never;
const placeOf = (ticket: Ticket): string =>
  Buffer.from(`${ticket.priority}|${dueOf(ticket)}|${ticket.id}`).toString('base64url');

function readPlace(cursor: string): [number, string, string] {
  const [, priority, due, id] =
    /^([1-4])\|([^|]+)\|([0-9a-f-]{36})$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (!priority || !due || !id || Number.isNaN(Date.parse(due)))
    throw new GraphQLError('`after` is not a cursor of this list', { extensions: { code: 'BAD_USER_INPUT' } });
  return [Number(priority), due, id];
}

/** A page of tickets in the sequence in which they are to be worked off. */
export async function urgentFirst(
  em: EntityManager,
  where: object,
  page: { first: number | null; after: string | null },
): Promise<Page<Ticket>> {
  const size = pageSize(page.first);
  // Milliseconds, as cursors and JavaScript have them.
  const due = (alias: string): string => `date_trunc('milliseconds', coalesce(${alias}.due_at, '${never}'))`;
  const query = em.createQueryBuilder(Ticket, 't').select('*').where(where);
  if (page.after)
    query.andWhere(raw(`(t.priority, ${due('t')}, t.id) > (?::int, ?::timestamptz, ?::uuid)`, readPlace(page.after)));
  query.orderBy([{ priority: 'asc' }, { [raw(due('t'))]: 'asc' }, { id: 'asc' }]).limit(size + 1);
  const rows = await query.getResultList();
  const edges = rows.slice(0, size).map((node) => ({ cursor: placeOf(node), node }));
  return {
    totalCount: await em.count(Ticket, where),
    edges,
    pageInfo: { hasNextPage: rows.length > size, endCursor: edges.at(-1)?.cursor ?? null },
  };
}

/** Orders know nothing of tickets but their id, so what a search says of them is looked for here. */
const ofOrder = `(select id from sales_order where number ilike ? or channel_order_id ilike ? or buyer_name ilike ?)`;
const withNote = `(select ticket_id from ticket_note where text ilike ?)`;

function matches(text: string): object {
  const begins = `${literal(text)}%`;
  const contains = `%${literal(text)}%`;
  return {
    $or: [
      { number: { $ilike: begins } },
      { shipmentNumber: { $ilike: begins } },
      { reason: { $ilike: contains } },
      { orderId: { $in: raw(ofOrder, [begins, begins, contains]) } },
      { id: { $in: raw(withNote, [contains]) } },
    ],
  };
}

const roleOf = (caller: Caller): Role | null => (caller.kind === 'staff' ? caller.role : null);

/** What a filter asks for, as seen by who asks. */
export function toWhere(filter: TicketFilter | null, caller: Caller, now: Date): object {
  if (!filter) return {};
  const parts: object[] = [];
  for (const field of ['status', 'kind', 'reason', 'channelId', 'orderId', 'assigneeId'] as const)
    if (filter[field]) parts.push({ [field]: filter[field] });
  if (filter.mine) parts.push({ assigneeId: caller.id });
  if (filter.team) parts.push({ assigneeId: null, $or: [{ team: roleOf(caller) }, { team: null }] });
  if (filter.snoozed === true) parts.push({ snoozedUntil: { $gt: now } });
  if (filter.snoozed === false) parts.push({ $or: [{ snoozedUntil: null }, { snoozedUntil: { $lte: now } }] });
  if (filter.late) parts.push({ dueAt: { $lt: now } });
  if (filter.search?.trim()) parts.push(matches(filter.search.trim()));
  return parts.length ? { $and: parts } : {};
}
