import { Rejection } from '../kernel/rejection.ts';
import { transact, type Context, type Transaction } from '../kernel/transact.ts';
import { Checklist } from './desk-rules.entity.ts';
import { lockTicket, type OnTicket } from './lock-ticket.ts';
import { names } from './open-tickets.ts';
import { Ticket } from './ticket.entity.ts';
import type { TicketClosed } from './ticket.events.ts';

/** Closes the open tickets of these causes, because the cause is gone. */
export async function closeTickets(tx: Transaction, causes: string[], resolution: string): Promise<void> {
  if (!causes.length) return;
  for (const ticket of await tx.em.find(Ticket, { cause: { $in: causes }, status: 'open' }))
    close(tx, ticket, resolution);
}

/** Closes one ticket by hand; throws Rejection when it is closed already or holds an order (resume or cancel that). */
export function closeTicket(ctx: Context, input: OnTicket & { resolution: string }): Promise<Ticket> {
  return transact(ctx, async (tx) => {
    const ticket = await lockTicket(tx, input);
    if (ticket.kind === 'hold') throw new Rejection('ticket_holds_order');
    if (!input.resolution.trim()) throw new Rejection('resolution_missing');
    await assertChecked(tx, [ticket.cause]);
    close(tx, ticket, input.resolution.trim());
    return ticket;
  });
}

/** A person finishes these matters: what their checklists require has to be ticked off, whatever way leads there. Throws Rejection. */
export async function assertChecked(tx: Transaction, causes: string[]): Promise<void> {
  const tickets = await tx.em.find(Ticket, { cause: { $in: causes }, status: 'open' });
  const lists = await tx.em.find(Checklist, { reason: { $in: tickets.map((ticket) => ticket.reason) } });
  for (const ticket of tickets) {
    const items = lists.find((list) => list.reason === ticket.reason)?.items ?? [];
    const open = items.filter((item) => item.required && !ticket.checks[item.id]);
    if (open.length) throw new Rejection('checklist_open', { items: open.map((item) => item.text) });
  }
}

export function close(tx: Transaction, ticket: Ticket, resolution: string): void {
  Object.assign(ticket, { status: 'closed', closedAt: tx.now(), closedBy: tx.actor, resolution, snoozedUntil: null });
  tx.record({ type: 'TicketClosed', ...names(ticket), resolution } satisfies TicketClosed);
}
