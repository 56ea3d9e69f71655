import { Rejection } from '../kernel/rejection.ts';
import { transact, type Context, type Transaction } from '../kernel/transact.ts';
import { Staff, type Role } from '../staff/staff.entity.ts';
import { lockTicket, type OnTicket } from './lock-ticket.ts';
import { addNote } from './note-ticket.ts';
import { names } from './open-tickets.ts';
import type { Ticket } from './ticket.entity.ts';
import type { TicketAssigned, TicketPrioritySet, TicketSnoozed } from './ticket.events.ts';

const change = (ctx: Context, input: OnTicket, work: (tx: Transaction, ticket: Ticket) => unknown): Promise<Ticket> =>
  transact(ctx, async (tx) => {
    const ticket = await lockTicket(tx, input);
    await work(tx, ticket);
    return ticket;
  });

export interface HandOverTicket extends OnTicket {
  /** One of both; both empty: back to everybody. */
  assigneeId?: string | null;
  team?: Role | null;
  note?: string | null;
}

/** Gives a ticket to a person or a role, with a word if there is one; who takes it names himself. Throws Rejection. */
export const handOverTicket = (ctx: Context, input: HandOverTicket): Promise<Ticket> =>
  change(ctx, input, async (tx, ticket) => {
    const { assigneeId = null, team = null, note } = input;
    if (assigneeId && !(await tx.em.findOne(Staff, { id: assigneeId, active: true })))
      throw new Rejection('staff_not_found');
    Object.assign(ticket, { assigneeId, team, snoozedUntil: null, snoozedFor: null });
    tx.record({ type: 'TicketAssigned', ...names(ticket), assigneeId, team } satisfies TicketAssigned);
    if (note?.trim()) addNote(tx, ticket, 'note', note);
  });

export interface SnoozeTicket extends OnTicket {
  /** Null: back into the queue now. */
  until?: Date | null;
  for?: 'later' | 'customer' | null;
}

const longestSnooze = 90 * 86_400_000;

/** Takes a ticket out of the queue until an instant within 90 days; throws Rejection. */
export const snoozeTicket = (ctx: Context, input: SnoozeTicket): Promise<Ticket> =>
  change(ctx, input, (tx, ticket) => {
    const until = input.until ?? null;
    const wait = until ? until.getTime() - tx.now().getTime() : 1;
    if (!(wait > 0 && wait <= longestSnooze)) throw new Rejection('snooze_invalid');
    const reason = until ? (input.for ?? 'later') : null;
    Object.assign(ticket, { snoozedUntil: until, snoozedFor: reason });
    const event = { until: until?.toISOString() ?? null, for: reason };
    tx.record({ type: 'TicketSnoozed', ...names(ticket), ...event } satisfies TicketSnoozed);
  });

/** Sets how urgent a ticket is: 1 urgent … 4 low. */
export const setTicketPriority = (ctx: Context, input: OnTicket & { priority: 1 | 2 | 3 | 4 }): Promise<Ticket> =>
  change(ctx, input, (tx, ticket) => {
    ticket.priority = input.priority;
    tx.record({
      type: 'TicketPrioritySet',
      ...names(ticket),
      priority: input.priority,
    } satisfies TicketPrioritySet);
  });
