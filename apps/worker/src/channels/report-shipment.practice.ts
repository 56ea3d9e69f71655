import { Channel } from '@kontor/domain/channels/channel.entity';
import type { Effect } from '@kontor/domain/effects/effect.entity';
import type { Act, EffectPractice } from '@kontor/domain/effects/perform-effects';
import { by } from '@kontor/domain/kernel/batch';
import { importOrders } from '@kontor/domain/orders/import-orders';
import { Order } from '@kontor/domain/orders/order.entity';
import { channelInformed, isShown } from '@kontor/domain/orders/prove-reports';
import type { ReportIntent } from '@kontor/domain/shipments/report-shipments';
import type { Work } from '../handle.ts';

/** The change signal or the poll usually brings the proof by then, without a call of its own (docs/decisions/0004). */
const lookAfter = 60;

/** Tells the channel that a package has left; proved when the channel shows it (F28). */
export const reportPractice = (work: Work): EffectPractice => ({
  concurrency: 2,
  async prepare(ctx, effects) {
    const ids = effects.map((effect) => effect.orderId!);
    const orders = by(await ctx.em.find(Order, { id: { $in: ids } }), (order) => order.id);
    const channels = by(await ctx.em.find(Channel, {}, { populate: ['connection'] }), (channel) => channel.id);
    return new Map(
      effects.map((effect) => {
        const order = orders.get(effect.orderId!)!;
        return [effect.id, reportAct(work, effect, order, channels.get(order.channelId)!)];
      }),
    );
  },
  arrived: channelInformed,
});

function reportAct({ connections, newContext }: Work, effect: Effect, order: Order, channel: Channel): Act {
  const sales = connections.channel(channel);
  const { channelOrderId, marketplace = null, serviceLevel } = order;
  return {
    async send() {
      const { shipment: _, shippedAt, ...report } = effect.intent as unknown as ReportIntent;
      await sales.confirmShipment({
        ...report,
        channelOrderId,
        marketplace,
        serviceLevel,
        shippedAt: new Date(shippedAt),
      });
      return { receipt: 'taken', proved: false, lookAfter };
    },
    async verify() {
      const seen = await sales.fetchOrder(channelOrderId);
      if (!seen) return 'absent';
      // The same reading tells what else has changed: a signal of it then costs no further call.
      await importOrders(newContext('channel'), {
        channelId: channel.id,
        orders: [seen],
        unreadable: [],
        cursor: null,
      });
      return isShown(effect, seen.packages) ? 'arrived' : 'absent';
    },
  };
}
