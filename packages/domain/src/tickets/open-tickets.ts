import { Company } from '../company/company.entity.ts';
import { addOfficeMinutes, calendarOf } from '../company/office-hours.ts';
import { by, readOnly, sqlArray } from '../kernel/batch.ts';
import { newId } from '../kernel/id.ts';
import { takeSequence } from '../kernel/take-numbers.ts';
import type { Transaction } from '../kernel/transact.ts';
import { assignTicket } from './assign-ticket.ts';
import { AssignmentRule } from './desk-rules.entity.ts';
import { Ticket, type TicketKind } from './ticket.entity.ts';
import type { TicketOpened, TicketReopened } from './ticket.events.ts';

export interface TicketCause {
  kind: TicketKind;
  reason: string;
  /** What it is about; a second ticket for the same cause is never made. */
  cause: string;
  evidence: Record<string, unknown>;
  orderId?: string | null;
  shipmentNumber?: string | null;
  /** Null: what the assignment rules say. */
  dueAt?: Date | null;
  /** 1 urgent … 4 low; 3 unless it is said. */
  priority?: number;
}

/**
 * Opens a ticket per cause, for whom the rules say and due in office hours. A cause that has one keeps it, with the newest
 * evidence; one that was closed is opened again (F12). Returns them by cause.
 */
export async function openTickets(tx: Transaction, causes: TicketCause[]): Promise<Map<string, Ticket>> {
  const wanted = new Map(causes.map((cause) => [cause.cause, cause]));
  if (!wanted.size) return new Map();
  const tickets = await ticketsOf(tx, [...wanted.keys()]);
  const place = await loadPlaces(tx, [...wanted.values()]);
  for (const [cause, ticket] of tickets) goOn(tx, ticket, wanted.get(cause)!, place);
  const fresh = [...wanted.values()].filter(({ cause }) => !tickets.has(cause));
  const numbers = await takeSequence(tx.em, 'ticket_number', fresh.length);
  for (const [index, cause] of fresh.entries())
    tickets.set(cause.cause, open(tx, `T-${numbers[index]}`, cause, place(cause)));
  return tickets;
}

/** The ticket of each cause, closed or open; one that was merged is followed to where its matter goes on. */
async function ticketsOf(tx: Transaction, causes: string[]): Promise<Map<string, Ticket>> {
  const known = await tx.em.find(Ticket, { cause: { $in: causes } }, { orderBy: { createdAt: 'asc' } });
  // Older installations have several per cause: the open one counts, else the newest.
  const openLast = known.toSorted((a, b) => Number(a.status === 'open') - Number(b.status === 'open'));
  const byCause = by(openLast, (ticket) => ticket.cause);
  const merged = [...byCause.values()].flatMap(({ mergedInto }) => mergedInto ?? []);
  const targets = by(await tx.em.find(Ticket, { id: { $in: merged }, status: 'open' }), (ticket) => ticket.id);
  for (const [cause, { mergedInto }] of byCause)
    if (mergedInto && targets.has(mergedInto)) byCause.set(cause, targets.get(mergedInto)!);
  return byCause;
}

type Place = Pick<Ticket, 'team' | 'assigneeId' | 'channelId'> & { priority: number; dueAt: Date | null };

async function loadPlaces(tx: Transaction, causes: TicketCause[]): Promise<(cause: TicketCause) => Place> {
  const rules = await tx.em.find(AssignmentRule, { active: true }, { ...readOnly, orderBy: { position: 'asc' } });
  const company = await tx.em.findOne(Company, 1, readOnly);
  const channels = await channelsOf(
    tx,
    causes.flatMap(({ orderId }) => orderId ?? []),
  );
  return ({ kind, reason, orderId, dueAt, priority }) => {
    const channelId = channels.get(orderId ?? '') ?? null;
    const found = assignTicket(rules, { kind, reason, channelId });
    const inTime = (minutes: number): Date =>
      addOfficeMinutes(tx.now(), minutes, calendarOf(company ?? { timeZone: 'UTC' }));
    return {
      channelId,
      team: found.team ?? null,
      assigneeId: found.assigneeId,
      priority: found.priority ?? priority ?? 3,
      dueAt: dueAt ?? (found.dueMinutes === null ? null : inTime(found.dueMinutes)),
    };
  };
}

/** Tickets know nothing of orders but where they come from. */
async function channelsOf(tx: Transaction, orderIds: string[]): Promise<Map<string, string>> {
  if (!orderIds.length) return new Map();
  const rows = (await tx.em.execute('select id, channel_id as channel from sales_order where id = any(?::uuid[])', [
    sqlArray(orderIds),
  ])) as { id: string; channel: string }[];
  return new Map(rows.map((row) => [row.id, row.channel]));
}

/** The same cause again: an open ticket learns the newest, a closed one is opened. */
function goOn(tx: Transaction, ticket: Ticket, cause: TicketCause, placeOf: (cause: TicketCause) => Place): void {
  if (ticket.cause === cause.cause) Object.assign(ticket, { reason: cause.reason, evidence: cause.evidence });
  if (ticket.status === 'open') return;
  const { priority, dueAt, team } = placeOf(cause);
  Object.assign(ticket, {
    status: 'open',
    openedTimes: ticket.openedTimes + 1,
    priority,
    dueAt,
    team: ticket.team ?? team,
    checks: {},
    snoozedUntil: null,
    snoozedFor: null,
    mergedInto: null,
    closedAt: null,
    closedBy: null,
    resolution: null,
  });
  tx.record({ type: 'TicketReopened', ...names(ticket), reason: cause.reason } satisfies TicketReopened);
}

function open(tx: Transaction, number: string, cause: TicketCause, place: Place): Ticket {
  const { kind, reason, evidence, orderId = null, shipmentNumber = null } = cause;
  const ticket = tx.em.create(Ticket, {
    id: newId(),
    number,
    kind,
    reason,
    cause: cause.cause,
    status: 'open',
    evidence,
    orderId,
    shipmentNumber,
    ...place,
    checks: {},
    createdAt: tx.now(),
  });
  tx.record({ type: 'TicketOpened', ...names(ticket), reason } satisfies TicketOpened);
  return ticket;
}

/** How events name a ticket. */
export const names = (ticket: Ticket): { ticketId: string; orderId: string | null; ticket: string } => ({
  ticketId: ticket.id,
  orderId: ticket.orderId ?? null,
  ticket: ticket.number,
});
