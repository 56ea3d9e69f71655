import { Rejection } from '../kernel/rejection.ts';
import { transact, type Context } from '../kernel/transact.ts';
import { addNote } from '../tickets/note-ticket.ts';
import { Ticket } from '../tickets/ticket.entity.ts';
import { holdOrders } from './hold-orders.ts';
import { assertNothingSent, lockOrder } from './lock-order.ts';
import type { Order } from './order.entity.ts';
import type { Station } from './stations.ts';

export interface HoldByHand {
  orderId: string;
  expectedRev?: number | null;
  /** Why; kept as a note on the ticket. */
  note: string;
}

const holdable: readonly Station[] = ['received', 'released', 'routed', 'shipped'];

/** Takes a running order out of the automatic flow where it stands, before its data have left; throws Rejection. */
export function holdByHand(ctx: Context, { orderId, expectedRev, note }: HoldByHand): Promise<Order> {
  return transact(ctx, async (tx) => {
    const order = await lockOrder(tx, orderId, expectedRev);
    if (!holdable.includes(order.station)) throw new Rejection('order_not_running', { station: order.station });
    if (order.station === 'routed') await assertNothingSent(tx, order);
    await holdOrders(tx, [{ order, station: order.station, reasons: ['by_hand'], evidence: {} }]);
    if (note.trim()) addNote(tx, await tx.em.findOneOrFail(Ticket, order.ticketId!), 'note', note);
    return order;
  });
}
