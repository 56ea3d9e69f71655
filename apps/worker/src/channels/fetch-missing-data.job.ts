import { fetchMissingData } from '@kontor/domain/channels/channels.jobs';
import { dataStillMissing, dueForData } from '@kontor/domain/orders/await-data';
import { importOrders } from '@kontor/domain/orders/import-orders';
import { runs } from '../handle.ts';
import { readOrders } from './receive-changes.job.ts';
import { withChannel } from './with-channel.ts';

/** So few that signals of changes find calls left. */
const atOnce = 20;

/** Asks again for orders whose address or amounts the channel still withholds (field.md 13). */
export const fetchMissingDataJob = runs(fetchMissingData, 1, async (work, data) => {
  for (const { channelId } of data)
    await withChannel(work, channelId, async (_channel, sales) => {
      const due = await dueForData(work.newContext(), channelId, atOnce);
      if (!due.length) return;
      const orders = await readOrders(
        sales,
        due.map(({ channelOrderId }) => channelOrderId),
      );
      await importOrders(work.newContext('channel'), { channelId, orders, unreadable: [], cursor: null });
      await dataStillMissing(
        work.newContext(),
        channelId,
        due.map(({ id }) => id),
      );
    });
});
