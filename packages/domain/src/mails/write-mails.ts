import { Channel } from '../channels/channel.entity.ts';
import { intendEffects } from '../effects/intend-effects.ts';
import { by, readOnly } from '../kernel/batch.ts';
import { transact, type Context } from '../kernel/transact.ts';
import { Order } from '../orders/order.entity.ts';

export type MailKind = 'received' | 'shipped' | 'invoice';

/** Intends one mail of a kind per order, where the channel's policy allows it and the buyer has an address (F10, F27, F30, F38). */
export function writeMails(ctx: Context, kind: MailKind, orderIds: string[]): Promise<void> {
  return transact(ctx, async (tx) => {
    const orders = await tx.em.find(Order, { id: { $in: orderIds }, buyerEmail: { $ne: null } }, readOnly);
    const channels = by(
      await tx.em.find(Channel, { id: { $in: [...new Set(orders.map((order) => order.channelId))] } }, readOnly),
      ({ id }) => id,
    );
    await intendEffects(
      tx,
      orders
        .filter((order) => channels.get(order.channelId)!.policy.mails[kind])
        .map((order) => ({ kind: 'mail', key: `${kind}:${order.number}`, orderId: order.id, intent: { mail: kind } })),
    );
  });
}
