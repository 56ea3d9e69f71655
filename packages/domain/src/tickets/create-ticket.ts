import { newId } from '../kernel/id.ts';
import { Rejection } from '../kernel/rejection.ts';
import { transact, type Context } from '../kernel/transact.ts';
import { openTickets } from './open-tickets.ts';
import type { Ticket } from './ticket.entity.ts';

export interface CreateTicket {
  /** What is to be done, in a few words. */
  subject: string;
  orderId?: string | null;
  priority?: 1 | 2 | 3 | 4 | null;
  dueAt?: Date | null;
}

/** Opens a ticket by hand; its cause is its own. Throws Rejection. */
export function createTicket(ctx: Context, { subject, orderId, priority, dueAt }: CreateTicket): Promise<Ticket> {
  const words = subject.trim().slice(0, 300);
  return transact(ctx, async (tx) => {
    if (!words) throw new Rejection('note_missing');
    const cause = `manual:${newId()}`;
    const tickets = await openTickets(tx, [
      {
        kind: 'manual',
        reason: 'by_hand',
        cause,
        evidence: { subject: words },
        orderId: orderId ?? null,
        dueAt: dueAt ?? null,
        ...(priority ? { priority } : {}),
      },
    ]);
    return tickets.get(cause)!;
  });
}
