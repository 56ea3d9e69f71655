import { Channel } from '@kontor/domain/channels/channel.entity';
import type { Effect } from '@kontor/domain/effects/effect.entity';
import type { Act, EffectPractice } from '@kontor/domain/effects/perform-effects';
import { by, grouped } from '@kontor/domain/kernel/batch';
import { Order, OrderLine } from '@kontor/domain/orders/order.entity';
import { channelInformed, isShown } from '@kontor/domain/orders/prove-reports';
import { linesIn, Shipment } from '@kontor/domain/shipments/shipment.entity';
import type { Work } from '../handle.ts';

/** Tells the channel that a package has left; proved when the channel shows it (F28). */
export const reportPractice = (work: Work): EffectPractice => ({
  concurrency: 2,
  async prepare(ctx, effects) {
    const ids = effects.map((effect) => effect.orderId!);
    const orders = by(await ctx.em.find(Order, { id: { $in: ids } }), (order) => order.id);
    const linesOf = grouped(await ctx.em.find(OrderLine, { orderId: { $in: ids } }), (line) => line.orderId);
    const shipmentIds = effects.map((effect) => effect.shipmentId!);
    const shipments = by(await ctx.em.find(Shipment, { id: { $in: shipmentIds } }), (shipment) => shipment.id);
    const channels = by(await ctx.em.find(Channel, {}, { populate: ['connection'] }), (channel) => channel.id);
    return new Map(
      effects.map((effect) => {
        const order = orders.get(effect.orderId!)!;
        const lines = linesIn(shipments.get(effect.shipmentId!)!, linesOf(order.id));
        return [effect.id, reportAct(work, effect, order, lines, channels.get(order.channelId)!)];
      }),
    );
  },
  arrived: channelInformed,
});

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
        lines: lines.map(({ channelLineId, quantity }) => ({ channelLineId, quantity })),
      });
      return { receipt: 'taken', proved: false };
    },
    async verify() {
      const seen = await sales.fetchOrder(order.channelOrderId);
      return seen && isShown(effect, seen.packages) ? 'arrived' : 'absent';
    },
  };
}
