import { fetchMissingData } from '@kontor/domain/channels/channels.jobs';
import { dataStillMissing, dueForData } from '@kontor/domain/orders/await-data';
import { importOrders } from '@kontor/domain/orders/import-orders';
import { runs } from '../handle.ts';
import { readOrders } from './read-orders.ts';
import { withChannel } from './with-channel.ts';

/** So few that signals of changes find calls left. */
const atOnce = 20;

/** Asks again for orders whose address or amounts the channel still withholds (field.md 13). */
export const fetchMissingDataJob = runs(fetchMissingData, 1, async (work, data) => {
  for (const { channelId } of data)
    await withChannel(work, channelId, fetchMissingData, async (_channel, sales) => {
      const due = await dueForData(work.newContext(), channelId, atOnce);
      if (!due.length) return;
      const { orders, unreadable, read, stopped } = await readOrders(
        sales,
        due.map(({ channelOrderId }) => channelOrderId),
      );
      await importOrders(work.newContext('channel'), { channelId, orders, unreadable, cursor: null });
      const asked = due.filter(({ channelOrderId }) => read.has(channelOrderId));
      await dataStillMissing(
        work.newContext(),
        channelId,
        asked.map(({ id }) => id),
      );
      if (stopped) throw stopped;
    });
});
