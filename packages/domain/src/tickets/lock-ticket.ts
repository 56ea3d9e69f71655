import { LockMode } from '@mikro-orm/core';
import { Rejection } from '../kernel/rejection.ts';
import type { Transaction } from '../kernel/transact.ts';
import { Ticket } from './ticket.entity.ts';

export interface OnTicket {
  ticketId: string;
  /** What the person looked at; a newer state is refused. */
  expectedRev?: number | null;
}

/** Loads an open ticket for a person's change; throws Rejection when it is gone, closed, or has moved on since it was looked at. */
export async function lockTicket(tx: Transaction, { ticketId, expectedRev }: OnTicket): Promise<Ticket> {
  const ticket = await tx.em.findOne(Ticket, ticketId, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (!ticket) throw new Rejection('ticket_not_found');
  if (expectedRev && ticket.rev !== expectedRev) throw new Rejection('ticket_changed_meanwhile', { rev: ticket.rev });
  if (ticket.status === 'closed') throw new Rejection('ticket_closed', { closedBy: ticket.closedBy });
  return ticket;
}
