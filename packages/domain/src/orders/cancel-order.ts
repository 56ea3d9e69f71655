import type { CancelReason } from '../channels/sales-channel.port.ts';
import { intendEffects } from '../effects/intend-effects.ts';
import { sqlArray } from '../kernel/batch.ts';
import { Rejection } from '../kernel/rejection.ts';
import { transact, type Context, type Transaction } from '../kernel/transact.ts';
import { assertChecked, closeTickets } from '../tickets/close-ticket.ts';
import { holdCause } from './hold-orders.ts';
import { assertNothingSent, lockOrder } from './lock-order.ts';
import type { Order } from './order.entity.ts';
import type { OrderCancelled } from './order.events.ts';
import { shipByCause } from './ship-by.ts';
import type { Station } from './stations.ts';

export interface CancelOrder {
  orderId: string;
  expectedRev?: number | null;
  note?: string | null;
  /** What the channel is told; without one it follows from the buyer's request. */
  reason?: CancelReason | null;
}

/** Until here nothing has left the house. */
const cancellable: readonly Station[] = ['received', 'released', 'routed'];

/** Can this order still be cancelled? After its data went to a carrier, only a return helps. */
export const canCancel = (order: Pick<Order, 'station' | 'heldAt'>): boolean =>
  cancellable.includes(order.station === 'held' ? (order.heldAt ?? 'held') : order.station);

/** Cancels an order that no carrier knows of yet; throws Rejection. The channel is told by an effect, and judges it. */
export function cancelOrder(ctx: Context, { orderId, expectedRev, note, reason }: CancelOrder): Promise<Order> {
  return transact(ctx, async (tx) => {
    const order = await lockOrder(tx, orderId, expectedRev);
    if (!canCancel(order)) throw new Rejection('order_past_cancelling', { station: order.station });
    await assertNothingSent(tx, order);
    await assertChecked(tx, [holdCause(order.id)]);
    await cancelOrders(tx, [order], 'staff', note ?? null);
    const told = reason ?? (order.cancelRequestedAt ? 'buyer_cancelled' : 'other');
    await intendEffects(tx, [{ kind: 'channel_cancel', key: order.number, orderId, intent: { reason: told } }]);
    return order;
  });
}

/** Cancels orders inside a transaction: stock is free again, what was intended is revoked, their tickets close. */
export async function cancelOrders(
  tx: Transaction,
  orders: Order[],
  by: OrderCancelled['by'],
  note: string | null,
): Promise<void> {
  const ids = sqlArray(orders.map((order) => order.id));
  for (const order of orders) {
    Object.assign(order, { station: 'cancelled', heldAt: null, holdReasons: [], ticketId: null });
    tx.record({ type: 'OrderCancelled', orderId: order.id, by, note } satisfies OrderCancelled);
  }
  await tx.em.execute('delete from reservation where order_id = any(?::uuid[])', [ids]);
  await tx.em.execute(`update shipment set state = 'cancelled' where order_id = any(?::uuid[]) and state = 'planned'`, [
    ids,
  ]);
  await tx.em.execute(
    `update effect set state = 'revoked', updated_at = ? where order_id = any(?::uuid[]) and state = 'pending' and kind <> 'print'`,
    [tx.now(), ids],
  );
  await closeTickets(
    tx,
    orders.flatMap((order) => [holdCause(order.id), shipByCause(order.id)]),
    `cancelled_by_${by}`,
  );
}
