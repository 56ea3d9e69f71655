import { Channel } from '@kontor/domain/channels/channel.entity';
import type { Effect } from '@kontor/domain/effects/effect.entity';
import type { Act, EffectPractice } from '@kontor/domain/effects/perform-effects';
import { by, grouped } from '@kontor/domain/kernel/batch';
import { Order, OrderLine } from '@kontor/domain/orders/order.entity';
import { channelInformed, isShown } from '@kontor/domain/orders/prove-reports';
import type { Work } from '../handle.ts';

/** Tells the channel that a package has left; proved when the channel shows it (F28). */
export const reportPractice = (work: Work): EffectPractice => ({
  concurrency: 2,
  async prepare(ctx, effects) {
    const ids = effects.map((effect) => effect.orderId!);
    const orders = by(await ctx.em.find(Order, { id: { $in: ids } }), (order) => order.id);
    const linesOf = grouped(await ctx.em.find(OrderLine, { orderId: { $in: ids } }), (line) => line.orderId);
    const channels = by(await ctx.em.find(Channel, {}, { populate: ['connection'] }), (channel) => channel.id);
    return new Map(
      effects.map((effect) => {
        const order = orders.get(effect.orderId!)!;
        return [effect.id, reportAct(work, effect, order, linesOf(order.id), channels.get(order.channelId)!)];
      }),
    );
  },
  arrived: channelInformed,
});

/** What the channel sold of what was sent: it knows nothing of articles that were added later. */
const soldHere = (lines: OrderLine[]): { channelLineId: string; quantity: number }[] =>
  lines
    .map((line) => ({ channelLineId: line.channelLineId, quantity: Math.min(line.quantity, line.soldQuantity) }))
    .filter(({ quantity }) => quantity > 0);

function reportAct({ connections }: Work, effect: Effect, order: Order, lines: OrderLine[], channel: Channel): Act {
  const sales = connections.channel(channel);
  const intent = effect.intent as {
    packageReference: string;
    parcelService: string;
    trackingNumber: string;
    shippedAt: string;
  };
  return {
    async send() {
      await sales.confirmShipment({
        channelOrderId: order.channelOrderId,
        marketplace: order.marketplace ?? null,
        packageReference: intent.packageReference,
        parcelService: intent.parcelService,
        serviceLevel: order.serviceLevel,
        trackingNumber: intent.trackingNumber,
        shippedAt: new Date(intent.shippedAt),
        lines: soldHere(lines),
      });
      return { receipt: 'taken', proved: false };
    },
    async verify() {
      const seen = await sales.fetchOrder(order.channelOrderId);
      return seen && isShown(effect, seen.packages) ? 'arrived' : 'absent';
    },
  };
}
