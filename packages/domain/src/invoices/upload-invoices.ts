import { Channel, type ChannelPolicy } from '../channels/channel.entity.ts';
import { intendEffects } from '../effects/intend-effects.ts';
import { by, readOnly } from '../kernel/batch.ts';
import { transact, type Context } from '../kernel/transact.ts';
import { Order } from '../orders/order.entity.ts';

/** Does the channel show this order's invoice to its buyer (F31)? Pure. */
export const wantsUpload = (
  { invoiceUpload }: Pick<ChannelPolicy, 'invoiceUpload'>,
  { isBusiness }: Pick<Order, 'isBusiness'>,
): boolean => invoiceUpload === 'all' || (invoiceUpload === 'business' && isBusiness);

/** Intends to upload printed invoices and credit notes where the channel's policy asks for it; once per number. */
export function uploadInvoices(ctx: Context, printed: { orderId: string; number: string }[]): Promise<void> {
  return transact(ctx, async (tx) => {
    const orderIds = printed.map(({ orderId }) => orderId);
    const orders = by(await tx.em.find(Order, { id: { $in: orderIds } }, readOnly), ({ id }) => id);
    const channelIds = [...new Set([...orders.values()].map(({ channelId }) => channelId))];
    const channels = by(await tx.em.find(Channel, { id: { $in: channelIds } }, readOnly), ({ id }) => id);
    const wanted = printed.filter(({ orderId }) => {
      const order = orders.get(orderId);
      return order && wantsUpload(channels.get(order.channelId)!.policy, order);
    });
    await intendEffects(
      tx,
      wanted.map(({ orderId, number }) => ({ kind: 'invoice_upload', key: number, orderId, intent: { number } })),
    );
  });
}
