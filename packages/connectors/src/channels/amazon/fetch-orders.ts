import type { z } from 'zod';
import type { IncomingOrder } from '@kontor/domain/channels/incoming-order';
import type { OrderPage, Period } from '@kontor/domain/channels/sales-channel.port';
import { ConnectorError } from '@kontor/domain/kernel/connector-error';
import { hasStatus } from '../../kit/http-error.ts';
import { repeatsPage } from './all-pages.ts';
import { type Amazon, read } from './amazon-account.ts';
import { amazonOrderAnswer, amazonOrderPage } from './amazon.wire.ts';
import { type Dataset, isComplete } from './datasets.ts';
import { decodeCursor, encodeCursor, type PageCursor } from './page-cursor.ts';
import { readOrder } from './read-order.ts';

/** Amazon shows changes two minutes late and keeps orders for two years. */
const visibleAfterMs = 2 * 60_000;
const keptMs = 2 * 365 * 86_400_000;
/** A chain of pages begins again this often in an hour: a refused token must neither stop it for good nor turn it in circles. */
const mostRestarts = 2;
const restartsCountMs = 3_600_000;
/** How far Amazon's clock may be behind ours. */
const clockMarginMs = 60_000;

/** Orders of all marketplaces of the account that changed after `since`. */
export const fetchOrders = (amazon: Amazon, since: Date, next: string | null): Promise<OrderPage> =>
  searchPage(amazon, { lastUpdatedAfter: since.toISOString() }, since, next);

/** Orders placed in a period, as far as Amazon still has and already shows them. */
export function fetchPlacedOrders(amazon: Amazon, { from, to }: Period, next: string | null): Promise<OrderPage> {
  const now = amazon.now().getTime();
  // createdAfter excludes its own instant.
  const after = new Date(Math.max(from.getTime() - 1, now - keptMs));
  const before = new Date(Math.min(to.getTime(), now - visibleAfterMs - clockMarginMs));
  if (before <= after) return Promise.resolve({ orders: [], unreadable: [], next: null, completeUntil: before });
  const period = { createdAfter: after.toISOString(), createdBefore: before.toISOString() };
  return searchPage(amazon, period, after, next);
}

/** One order as it stands now; null when Amazon does not know it. */
export async function fetchOrder(amazon: Amazon, channelOrderId: string): Promise<IncomingOrder | null> {
  const path = `/orders/2026-01-01/orders/${encodeURIComponent(channelOrderId)}`;
  try {
    const { answer } = await amazon.datasets.read((includedData) =>
      amazon.call('getOrder', {
        path,
        ...(includedData.length && { query: { includedData: includedData.join(',') } }),
      }),
    );
    const reading = readOrder(read(amazonOrderAnswer, answer, 'order').order);
    if ('order' in reading) return reading.order;
    throw new ConnectorError(`Amazon: unreadable order: ${reading.unreadable.problem}`, { retryable: false });
  } catch (error) {
    if (hasStatus(error, 404)) return null;
    throw error;
  }
}

type Search = Record<string, string>;

async function searchPage(amazon: Amazon, first: Search, since: Date, next: string | null): Promise<OrderPage> {
  const cursor = next === null ? null : decodeCursor(next);
  const period = cursor?.period ?? first;
  const { answer, isFirst, ...chain } = await readPage(amazon, period, cursor);
  const page = read(amazonOrderPage, answer, 'order page');
  const token = page.pagination?.nextToken;
  if (token && !isFirst && token === cursor?.token) throw repeatsPage();
  const until = Math.min(untilOf(amazon, page), isFirst ? Infinity : cursor!.until);
  const readings = page.orders.map(readOrder);
  return {
    orders: readings.flatMap((reading) => ('order' in reading ? reading.order : [])),
    unreadable: readings.flatMap((reading) => ('unreadable' in reading ? reading.unreadable : [])),
    next: token ? encodeCursor({ period, token, until, ...chain }) : null,
    // What was read without an essential data set has to be read again.
    completeUntil: isComplete(chain.included) ? new Date(until) : new Date(period.lastUpdatedAfter ?? since),
  };
}

/** Up to when a page has every change; a later page may promise more than the first one held. */
const untilOf = ({ now }: Amazon, page: z.output<typeof amazonOrderPage>): number =>
  (page.lastUpdatedBefore ?? page.createdBefore)?.getTime() ?? now().getTime() - visibleAfterMs;

type ReadPage = Pick<PageCursor, 'included' | 'restarts' | 'restartedAt'> & { answer: unknown; isFirst: boolean };

/** A page token that Amazon no longer takes (it lives 24 hours) begins the chain again, which costs calls but no orders. */
async function readPage(amazon: Amazon, period: Search, cursor: PageCursor | null): Promise<ReadPage> {
  const search = (includedData: Dataset[], token?: string) =>
    amazon.call('searchOrders', {
      path: '/orders/2026-01-01/orders',
      query: {
        ...period,
        marketplaceIds: amazon.connection.marketplaceIds.join(','),
        maxResultsPerPage: '100',
        ...(includedData.length && { includedData: includedData.join(',') }),
        ...(token && { paginationToken: token }),
      },
    });
  const fromStart = () => amazon.datasets.read((included) => search(included));
  if (!cursor) return { ...(await fromStart()), restarts: 0, restartedAt: null, isFirst: true };
  const { included, token, restartedAt } = cursor;
  const now = amazon.now().getTime();
  const restarts = restartedAt !== null && now - restartedAt < restartsCountMs ? cursor.restarts : 0;
  try {
    return { answer: await search(included, token), included, restarts: cursor.restarts, restartedAt, isFirst: false };
  } catch (error) {
    if (!hasStatus(error, 400) || restarts >= mostRestarts) throw error;
    amazon.log.warn({ restarts }, 'page token refused by Amazon, beginning again');
    return { ...(await fromStart()), restarts: restarts + 1, restartedAt: now, isFirst: true };
  }
}
