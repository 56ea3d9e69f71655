import type { Channel } from '@kontor/domain/channels/channel.entity';
import { fetchOrders } from '@kontor/domain/channels/channels.jobs';
import { importOrders } from '@kontor/domain/orders/import-orders';
import { runs, type Work } from '../handle.ts';
import { withChannel } from './with-channel.ts';

/** Changes are read again for this long, since channels report them late and out of order (pitfalls 7, field.md 2). */
const overlapMs = 2 * 60_000;
/** How far back the first fetch of a new channel reaches. */
const firstFetchMs = 30 * 86_400_000;

/** Reads a channel's changed orders page by page until none is left (F1, F2). */
export const fetchOrdersJob = runs(fetchOrders, 1, async (work, data) => {
  for (const { channelId } of data) await fetchChannel(work, channelId);
});

const fetchChannel = (work: Work, channelId: string): Promise<void> =>
  withChannel(work, channelId, fetchOrders, async (channel, sales) => {
    const since = sinceOf(channel, work.newContext().now());
    let next: string | null = null;
    const sum = { imported: 0, changed: 0, unreadable: 0 };
    do {
      const page = await sales.fetchOrders(since, next);
      next = page.next;
      const cursor = next ? null : page.completeUntil;
      const { orders, unreadable } = page;
      const stored = await importOrders(work.newContext('channel'), { channelId, orders, unreadable, cursor });
      sum.imported += stored.imported;
      sum.changed += stored.changed;
      sum.unreadable += unreadable.length;
    } while (next);
    if (sum.imported || sum.changed || sum.unreadable)
      work.log.info({ channel: channel.code, ...sum }, 'orders fetched');
  });

const sinceOf = ({ cursor }: Channel, now: Date): Date =>
  cursor ? new Date(cursor.getTime() - overlapMs) : new Date(now.getTime() - firstFetchMs);
