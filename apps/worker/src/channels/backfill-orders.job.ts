import { backfillOrders } from '@kontor/domain/channels/channels.jobs';
import { Channel } from '@kontor/domain/channels/channel.entity';
import type { Backfill } from '@kontor/domain/channels/backfill.entity';
import { ConnectorError } from '@kontor/domain/kernel/connector-error';
import { delayBackfill, runningBackfill, storeBackfillPage } from '@kontor/domain/orders/backfill-orders';
import { runs, type Work } from '../handle.ts';

const againSeconds = 60;

/** Fetches the next page of a backfill (F1); the page queues the one after it. */
export const backfillOrdersJob = runs(backfillOrders, 1, async (work, data) => {
  for (const { backfillId } of data) {
    const backfill = await runningBackfill(work.newContext(), backfillId);
    if (backfill) await fetchPage(work, backfill);
  }
});

async function fetchPage(work: Work, backfill: Backfill): Promise<void> {
  const { id, channelId, startsAt, endsAt, next = null } = backfill;
  const channel = await work.newContext().em.findOneOrFail(Channel, channelId, { populate: ['connection'] });
  try {
    const page = await work.connections.channel(channel).fetchPlacedOrders({ from: startsAt, to: endsAt }, next);
    await storeBackfillPage(work.newContext('channel'), backfill, page);
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    await delayBackfill(work.newContext(), id, error.message.slice(0, 300), error.retryAfter ?? againSeconds);
  }
}
