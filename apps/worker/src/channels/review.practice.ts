import type { ReviewRequested } from '@kontor/domain/channels/channel.events';
import { Channel } from '@kontor/domain/channels/channel.entity';
import type { EffectPractice } from '@kontor/domain/effects/perform-effects';
import { by } from '@kontor/domain/kernel/batch';
import { Order } from '@kontor/domain/orders/order.entity';
import type { Work } from '../handle.ts';

/** Lets the channel ask a buyer for a review (F37). It takes one request per order and refuses a second, so repeating is harmless. */
export const reviewPractice = ({ connections }: Work): EffectPractice => ({
  concurrency: 1,
  settlesWithinMs: 0,
  async prepare(ctx, effects) {
    const ids = effects.map((effect) => effect.orderId!);
    const orders = by(await ctx.em.find(Order, { id: { $in: ids } }), (order) => order.id);
    const channels = by(await ctx.em.find(Channel, {}, { populate: ['connection'] }), (channel) => channel.id);
    return new Map(
      effects.map((effect) => {
        const { channelId, channelOrderId, marketplace = null } = orders.get(effect.orderId!)!;
        const sales = connections.channel(channels.get(channelId)!);
        const send = async () => ({ receipt: await sales.askForReview({ channelOrderId, marketplace }) });
        return [effect.id, { send, verify: async () => 'absent' as const }];
      }),
    );
  },
  async arrived(tx, effects) {
    for (const { orderId, receipt } of effects)
      tx.record({
        type: 'ReviewRequested',
        orderId: orderId!,
        asked: receipt === 'asked',
      } satisfies ReviewRequested);
  },
});
