import { Channel } from '../channels/channel.entity.ts';
import { Rejection } from '../kernel/rejection.ts';
import { transact, type Context } from '../kernel/transact.ts';
import { lockHeldOrder } from './lock-order.ts';
import { OrderLine, type Order } from './order.entity.ts';
import type { OrderSplit } from './order.events.ts';
import { fitsParts, unitsOf, type Units } from '../kernel/parts.ts';
import { chooseAnew } from './revise-order.ts';

export interface SplitByHand {
  orderId: string;
  expectedRev?: number | null;
  /** What leaves apart, in units by SKU; the rest is the first shipment. Empty: in one again. */
  parts: { sku: string; quantity: number }[][];
}

/**
 * Says that a held order leaves in several shipments, and what is in each; the carriers are chosen when it goes on, one per part (F14,
 * F21). Throws Rejection.
 */
export function splitByHand(ctx: Context, { orderId, expectedRev, parts }: SplitByHand): Promise<Order> {
  return transact(ctx, async (tx) => {
    const order = await lockHeldOrder(tx, { orderId, expectedRev });
    if (order.heldAt === 'shipped') throw new Rejection('order_past_changing', { station: order.heldAt });
    const { policy } = await tx.em.findOneOrFail(Channel, order.channelId);
    if (parts.length && !policy.splitShipments) throw new Rejection('split_forbidden');
    const wanted = parts.map(checked);
    if (!fitsParts(unitsOf(await tx.em.find(OrderLine, { orderId })), wanted)) throw new Rejection('split_invalid');
    order.parts = wanted.length ? wanted : null;
    tx.record({ type: 'OrderSplit', orderId, shipments: wanted.length + 1 } satisfies OrderSplit);
    await chooseAnew(tx, order);
    return order;
  });
}

function checked(part: SplitByHand['parts'][0]): Units {
  const wrong = part.find(({ quantity }) => !Number.isInteger(quantity) || quantity < 1);
  if (wrong) throw new Rejection('quantity_invalid', { units: wrong.quantity });
  return unitsOf(part);
}
