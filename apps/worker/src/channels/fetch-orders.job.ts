import { Channel } from '@kontor/domain/channels/channel.entity';
import { fetchOrders } from '@kontor/domain/channels/channels.jobs';
import type { OrderPage, SalesChannel } from '@kontor/domain/channels/sales-channel.port';
import { ConnectorError } from '@kontor/domain/kernel/connector-error';
import { importOrders } from '@kontor/domain/orders/import-orders';
import { runs, type Work } from '../handle.ts';
import { withChannel } from './with-channel.ts';

/** Changes are read again for this long, since channels report them late and out of order (pitfalls 7, field.md 2). */
const overlapMs = 2 * 60_000;
/** How far back the first fetch of a new channel reaches. */
const firstFetchMs = 30 * 86_400_000;

/**
 * Reads a channel's changed orders page by page until none is left (F1, F2). When no call is left in the middle, the next run goes on
 * with the next page: beginning again would spend every call that grows meanwhile on the same first pages.
 */
export const fetchOrdersJob = runs(fetchOrders, 1, async (work, data) => {
  for (const { channelId } of data) await fetchChannel(work, channelId);
});

const fetchChannel = (work: Work, channelId: string): Promise<void> =>
  withChannel(work, channelId, fetchOrders, async (channel, sales) => {
    const since = sinceOf(channel, work.newContext().now());
    let next = channel.nextPage ?? null;
    const sum = { imported: 0, changed: 0, unreadable: 0 };
    do {
      const page = await readPage(work, sales, channelId, since, next);
      next = page.next;
      const stored = await storePage(work, channelId, page);
      sum.imported += stored.imported;
      sum.changed += stored.changed;
      sum.unreadable += page.unreadable.length;
    } while (next);
    if (sum.imported || sum.changed || sum.unreadable)
      work.log.info({ channel: channel.code, ...sum }, 'orders fetched');
  });

/** A page that fails for another reason than a limit is not gone on with: its chain may be what is wrong. */
async function readPage(work: Work, sales: SalesChannel, channelId: string, since: Date, next: string | null) {
  try {
    return await sales.fetchOrders(since, next);
  } catch (error) {
    const isLimit = error instanceof ConnectorError && error.busy;
    if (next && !isLimit) await work.newContext().em.nativeUpdate(Channel, channelId, { nextPage: null });
    throw error;
  }
}

const storePage = (work: Work, channelId: string, { orders, unreadable, next, completeUntil }: OrderPage) =>
  importOrders(work.newContext('channel'), {
    channelId,
    orders,
    unreadable,
    cursor: next ? null : completeUntil,
    alongside: async ({ em }) => void (await em.nativeUpdate(Channel, channelId, { nextPage: next })),
  });

const sinceOf = ({ cursor }: Channel, now: Date): Date =>
  cursor ? new Date(cursor.getTime() - overlapMs) : new Date(now.getTime() - firstFetchMs);
