import { Rejection } from '../kernel/rejection.ts';
import { transact, type Context } from '../kernel/transact.ts';
import { Checklist } from './desk-rules.entity.ts';
import { lockTicket, type OnTicket } from './lock-ticket.ts';
import { names } from './open-tickets.ts';
import type { Ticket } from './ticket.entity.ts';
import type { TicketChecked } from './ticket.events.ts';

/** Ticks an item of the ticket's checklist off, or opens it again; throws Rejection. */
export function checkOff(ctx: Context, input: OnTicket & { item: string; done: boolean }): Promise<Ticket> {
  return transact(ctx, async (tx) => {
    const ticket = await lockTicket(tx, input);
    const list = await tx.em.findOne(Checklist, ticket.reason);
    if (!list?.items.some((item) => item.id === input.item)) throw new Rejection('check_not_found');
    const { [input.item]: _, ...others } = ticket.checks;
    const mine = { [input.item]: { by: tx.actor, at: tx.now().toISOString() } };
    ticket.checks = input.done ? { ...others, ...mine } : others;
    const { item, done } = input;
    tx.record({ type: 'TicketChecked', ...names(ticket), item, done } satisfies TicketChecked);
    return ticket;
  });
}
