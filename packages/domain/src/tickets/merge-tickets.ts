import { Rejection } from '../kernel/rejection.ts';
import { transact, type Context } from '../kernel/transact.ts';
import { close } from './close-ticket.ts';
import { lockTicket, type OnTicket } from './lock-ticket.ts';
import { names } from './open-tickets.ts';
import { Ticket } from './ticket.entity.ts';
import type { TicketMerged } from './ticket.events.ts';

/**
 * Lets one ticket go on in another: it closes, its notes are read there, and its cause comes back there. A ticket that holds
 * an order stays on its own, since the order waits for it. Throws Rejection.
 */
export function mergeTickets(ctx: Context, input: OnTicket & { intoNumber: string }): Promise<Ticket> {
  return transact(ctx, async (tx) => {
    const into = await tx.em.findOneOrFail(
      Ticket,
      { number: input.intoNumber.trim() },
      { failHandler: () => new Rejection('ticket_not_found') },
    );
    // Always in the same sequence, so that two who merge crosswise wait instead of colliding.
    for (const ticketId of [input.ticketId, into.id].toSorted()) await lockTicket(tx, { ticketId });
    const ticket = await lockTicket(tx, input);
    if (ticket.kind === 'hold') throw new Rejection('ticket_holds_order');
    if (ticket.id === into.id) throw new Rejection('merge_invalid');
    ticket.mergedInto = into.id;
    close(tx, ticket, `merged into ${into.number}`);
    tx.record({ type: 'TicketMerged', ...names(ticket), into: into.number } satisfies TicketMerged);
    tx.record({ type: 'TicketMerged', ...names(into), into: into.number } satisfies TicketMerged);
    return into;
  });
}
