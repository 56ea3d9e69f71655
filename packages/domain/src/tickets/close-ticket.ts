import { LockMode } from '@mikro-orm/core';
import { Rejection } from '../kernel/rejection.ts';
import { transact, type Context, type Transaction } from '../kernel/transact.ts';
import { Ticket } from './ticket.entity.ts';
import type { TicketClosed } from './ticket.events.ts';

/** Closes the open tickets of these causes, because the cause is gone. */
export async function closeTickets(tx: Transaction, causes: string[], resolution: string): Promise<void> {
  if (!causes.length) return;
  for (const ticket of await tx.em.find(Ticket, { cause: { $in: causes }, status: 'open' }))
    close(tx, ticket, resolution);
}

/** Closes one ticket by hand; throws Rejection when it is closed already or holds an order (resume or cancel that). */
export function closeTicket(
  ctx: Context,
  { ticketId, resolution }: { ticketId: string; resolution: string },
): Promise<Ticket> {
  return transact(ctx, async (tx) => {
    const ticket = await tx.em.findOne(Ticket, ticketId, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (!ticket) throw new Rejection('ticket_not_found');
    if (ticket.status === 'closed') throw new Rejection('ticket_closed');
    if (ticket.kind === 'hold') throw new Rejection('ticket_holds_order');
    if (!resolution.trim()) throw new Rejection('resolution_missing');
    close(tx, ticket, resolution.trim());
    return ticket;
  });
}

function close(tx: Transaction, ticket: Ticket, resolution: string): void {
  Object.assign(ticket, { status: 'closed', closedAt: tx.now(), closedBy: tx.actor, resolution });
  tx.record({
    type: 'TicketClosed',
    ticketId: ticket.id,
    orderId: ticket.orderId ?? null,
    ticket: ticket.number,
    resolution,
  } satisfies TicketClosed);
}
