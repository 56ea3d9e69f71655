import { takeSequence } from '../kernel/take-numbers.ts';
import { newId } from '../kernel/id.ts';
import type { Transaction } from '../kernel/transact.ts';
import { Ticket, type TicketKind } from './ticket.entity.ts';
import type { TicketOpened } from './ticket.events.ts';

export interface TicketCause {
  kind: TicketKind;
  reason: string;
  /** What it is about; a second open ticket for the same cause is never made. */
  cause: string;
  evidence: Record<string, unknown>;
  orderId?: string | null;
  shipmentNumber?: string | null;
  dueAt?: Date | null;
}

/** Opens a ticket per cause; a cause that has an open one keeps it, with the newest evidence. Returns them by cause. */
export async function openTickets(tx: Transaction, causes: TicketCause[]): Promise<Map<string, Ticket>> {
  const wanted = new Map(causes.map((cause) => [cause.cause, cause]));
  if (!wanted.size) return new Map();
  const open = await tx.em.find(Ticket, { cause: { $in: [...wanted.keys()] }, status: 'open' });
  const tickets = new Map(open.map((ticket) => [ticket.cause, ticket]));
  for (const ticket of open)
    Object.assign(ticket, { reason: wanted.get(ticket.cause)!.reason, evidence: wanted.get(ticket.cause)!.evidence });
  const fresh = [...wanted.values()].filter(({ cause }) => !tickets.has(cause));
  const numbers = await takeSequence(tx.em, 'ticket_number', fresh.length);
  for (const [index, cause] of fresh.entries()) tickets.set(cause.cause, openTicket(tx, `T-${numbers[index]}`, cause));
  return tickets;
}

function openTicket(tx: Transaction, number: string, cause: TicketCause): Ticket {
  const ticket = tx.em.create(Ticket, {
    id: newId(),
    number,
    status: 'open',
    createdAt: tx.now(),
    orderId: null,
    shipmentNumber: null,
    dueAt: null,
    ...cause,
  });
  tx.record({
    type: 'TicketOpened',
    ticketId: ticket.id,
    orderId: ticket.orderId ?? null,
    ticket: number,
    reason: cause.reason,
  } satisfies TicketOpened);
  return ticket;
}
