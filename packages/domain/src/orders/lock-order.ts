import { sqlArray } from '../kernel/batch.ts';
import { Rejection } from '../kernel/rejection.ts';
import type { Transaction } from '../kernel/transact.ts';
import { lockOrders } from './lock-orders.ts';
import type { Order } from './order.entity.ts';
import type { Station } from './stations.ts';

/** Loads an order for a person's change; throws Rejection when it is gone or has moved on since it was looked at. */
export async function lockOrder(tx: Transaction, orderId: string, expectedRev?: number | null): Promise<Order> {
  const [order] = await lockOrders(tx, [orderId]);
  if (!order) throw new Rejection('order_not_found');
  if (expectedRev && order.rev !== expectedRev) throw new Rejection('order_changed_meanwhile', { rev: order.rev });
  return order;
}

/** The same for an order that has to stand in the manual queue. */
export async function lockHeldOrder(
  tx: Transaction,
  { orderId, expectedRev }: { orderId: string; expectedRev?: number | null },
): Promise<Order & { heldAt: Station }> {
  const order = await lockOrder(tx, orderId, expectedRev);
  if (order.station !== 'held' || !order.heldAt) throw new Rejection('order_not_held', { station: order.station });
  return order as Order & { heldAt: Station };
}

/** Its data may be at a carrier already, or on the way there: the point of no return. Throws Rejection. */
export async function assertNothingSent(tx: Transaction, order: Order): Promise<void> {
  const [{ sent }] = (await tx.em.execute(
    `select exists (select 1 from effect where order_id = ? and kind = 'hand_over' and state = any(?)) as sent`,
    [order.id, sqlArray(['sending', 'sent', 'in_doubt', 'done'])],
  )) as [{ sent: boolean }];
  if (sent) throw new Rejection('order_past_cancelling', { station: order.station });
}
