import { Rejection } from '../kernel/rejection.ts';
import { transact, type Context, type Transaction } from '../kernel/transact.ts';
import { closeTicket } from '../tickets/close-ticket.ts';
import { Macro } from '../tickets/desk-rules.entity.ts';
import { lockTicket, type OnTicket } from '../tickets/lock-ticket.ts';
import { addNote } from '../tickets/note-ticket.ts';
import { names } from '../tickets/open-tickets.ts';
import type { Ticket } from '../tickets/ticket.entity.ts';
import type { MacroApplied } from '../tickets/ticket.events.ts';
import { snoozeTicket } from '../tickets/work-on-ticket.ts';
import { cancelOrder } from './cancel-order.ts';
import { lockOrders } from './lock-orders.ts';
import { resumeOrder } from './resume-order.ts';

export interface ApplyMacro extends OnTicket {
  macroId: string;
}

/** How long a ticket waits for an answer. */
const waitMs = 2 * 86_400_000;

/**
 * Applies a macro: its note is written, then its action done, under the same checks as by hand (a checklist is never skipped).
 * Throws Rejection.
 */
export function applyMacro(ctx: Context, input: ApplyMacro): Promise<Ticket> {
  return transact(ctx, async (tx) => {
    const macro = await tx.em.findOne(Macro, { id: input.macroId, active: true });
    if (!macro) throw new Rejection('macro_not_found');
    await lockOrderOf(tx, input.ticketId);
    const ticket = await lockTicket(tx, input);
    if (macro.reasons.length && !macro.reasons.includes(ticket.reason)) throw new Rejection('macro_not_found');
    if (macro.note?.trim()) addNote(tx, ticket, 'note', macro.note);
    tx.record({ type: 'MacroApplied', ...names(ticket), macro: macro.name } satisfies MacroApplied);
    await act(tx, macro, ticket);
    return ticket;
  });
}

/** Orders are locked before anything that hangs on them, as every command does. */
async function lockOrderOf(tx: Transaction, ticketId: string): Promise<void> {
  const [row] = (await tx.em.execute('select order_id from ticket where id = ?', [ticketId])) as {
    order_id: string | null;
  }[];
  if (row?.order_id) await lockOrders(tx, [row.order_id]);
}

async function act(tx: Transaction, { action, resolution }: Macro, ticket: Ticket): Promise<void> {
  const note = resolution ?? null;
  if (action === 'wait')
    await snoozeTicket(tx, { ticketId: ticket.id, until: new Date(tx.now().getTime() + waitMs), for: 'customer' });
  if (action === 'close') await closeTicket(tx, { ticketId: ticket.id, resolution: note ?? '' });
  if (action !== 'resume' && action !== 'cancel') return;
  if (!ticket.orderId) throw new Rejection('ticket_without_order');
  await (action === 'resume' ? resumeOrder : cancelOrder)(tx, { orderId: ticket.orderId, note });
}
