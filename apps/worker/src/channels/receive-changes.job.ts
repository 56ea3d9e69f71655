import { receiveChanges } from '@kontor/domain/channels/channels.jobs';
import { importOrders } from '@kontor/domain/orders/import-orders';
import { takeSignals } from '@kontor/domain/orders/take-signals';
import { runs } from '../handle.ts';
import { readOrders } from './read-orders.ts';
import { withChannel } from './with-channel.ts';

/** Reads the orders whose change the channel signals; a signal is forgotten when its order is stored (F4). */
export const receiveChangesJob = runs(receiveChanges, 1, async (work, data) => {
  for (const { channelId } of data)
    await withChannel(work, channelId, receiveChanges, async (channel, sales) => {
      const signals = await sales.receiveChanges();
      if (!signals?.length) return;
      const wanted = new Set(await takeSignals(work.newContext('channel'), channelId, signals));
      const { orders, unreadable, read, stopped } = await readOrders(sales, [...wanted]);
      if (orders.length || unreadable.length)
        await importOrders(work.newContext('channel'), { channelId, orders, unreadable, cursor: null });
      const taken = signals.filter(({ channelOrderId: id }) => !wanted.has(id) || read.has(id));
      if (taken.length) await sales.forgetChanges(taken);
      work.log.debug({ channel: channel.code, signals: taken.length, read: read.size }, 'change signals taken');
      if (stopped) throw stopped;
    });
});
