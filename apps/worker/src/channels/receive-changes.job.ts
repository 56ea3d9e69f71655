import type { IncomingOrder } from '@kontor/domain/channels/incoming-order';
import type { SalesChannel } from '@kontor/domain/channels/sales-channel.port';
import { receiveChanges } from '@kontor/domain/channels/channels.jobs';
import { importOrders } from '@kontor/domain/orders/import-orders';
import { takeSignals } from '@kontor/domain/orders/take-signals';
import { runs } from '../handle.ts';
import { withChannel } from './with-channel.ts';

/** Reads the orders whose change the channel signals; a signal is forgotten when its order is stored (F4). */
export const receiveChangesJob = runs(receiveChanges, 1, async (work, data) => {
  for (const { channelId } of data)
    await withChannel(work, channelId, async (channel, sales) => {
      const signals = await sales.receiveChanges();
      if (!signals?.length) return;
      const ids = await takeSignals(work.newContext('channel'), channelId, signals);
      const orders = await readOrders(sales, ids);
      if (orders.length)
        await importOrders(work.newContext('channel'), { channelId, orders, unreadable: [], cursor: null });
      await sales.forgetChanges(signals);
      work.log.debug({ channel: channel.code, signals: signals.length, read: ids.length }, 'change signals taken');
    });
});

/** The orders as they stand now; what the channel does not know is left out. */
export async function readOrders(sales: SalesChannel, channelOrderIds: string[]): Promise<IncomingOrder[]> {
  const orders: IncomingOrder[] = [];
  for (const id of channelOrderIds) {
    const order = await sales.fetchOrder(id);
    if (order) orders.push(order);
  }
  return orders;
}
