import type { IncomingOrder } from '../channels/incoming-order.ts';
import { Channel } from '../channels/channel.entity.ts';
import { transact, type Context, type Transaction } from '../kernel/transact.ts';
import { openTickets } from '../tickets/open-tickets.ts';
import { lacksData } from './apply-change.ts';
import { lockOrders } from './lock-orders.ts';
import { Order } from './order.entity.ts';

const minute = 60_000;
const hour = 60 * minute;

/** When the channel is asked again after `tries` vain ones: 1, 2, 4 … 60 minutes. Pure. */
export const nextDataRetry = (tries: number, now: Date): Date =>
  new Date(now.getTime() + Math.min(60, 2 ** Math.min(tries, 6)) * minute);

/** What a report says about data that the channel withholds: when to ask again; null when nothing is missing. */
export const dataRetryOf = (report: IncomingOrder, tries: number, now: Date): Date | null =>
  lacksData(report) ? nextDataRetry(tries, now) : null;

/** The ticket of an order whose personal data stay away. */
export const dataCause = (orderId: string): string => `data:${orderId}`;

/**
 * Until when personal data may stay away before a person looks: the channel's patience, or earlier when the ship-by deadline
 * comes near. Pure.
 */
export function dataDeadline(
  { createdAt, shipBy }: Pick<Order, 'createdAt' | 'shipBy'>,
  policy: { personalDataWithinHours: number; warnBeforeShipByHours: number },
): Date {
  const patience = createdAt.getTime() + policy.personalDataWithinHours * hour;
  const warning = shipBy ? shipBy.getTime() - policy.warnBeforeShipByHours * hour : patience;
  return new Date(Math.min(patience, warning));
}

/** Orders of a channel that have to be asked for again now, the longest waiting first. */
export const dueForData = (ctx: Context, channelId: string, limit: number): Promise<Order[]> =>
  ctx.em.find(Order, { channelId, dataRetryAt: { $lte: ctx.now() } }, { orderBy: { dataRetryAt: 'asc' }, limit });

/** Counts a vain try for each of these orders that still lacks data; past its deadline a person is told, and it is asked for all the same. */
export const dataStillMissing = (ctx: Context, channelId: string, orderIds: string[]): Promise<void> =>
  transact(ctx, async (tx) => {
    const { policy } = await tx.em.findOneOrFail(Channel, channelId);
    await countTry(tx, await lockOrders(tx, orderIds, { dataRetryAt: { $lte: tx.now() } }), policy);
  });

async function countTry(tx: Transaction, orders: Order[], policy: Parameters<typeof dataDeadline>[1]): Promise<void> {
  for (const order of orders)
    Object.assign(order, {
      dataTries: order.dataTries + 1,
      dataRetryAt: nextDataRetry(order.dataTries + 1, tx.now()),
    });
  await openTickets(
    tx,
    orders
      .filter((order) => dataDeadline(order, policy) <= tx.now())
      .map((order) => ({
        kind: 'import' as const,
        reason: 'personal_data_missing',
        cause: dataCause(order.id),
        evidence: {
          order: order.number,
          missing: order.channelAddress ? 'amounts' : 'address',
          tries: order.dataTries,
          since: order.createdAt,
        },
        orderId: order.id,
        dueAt: order.shipBy ?? null,
      })),
  );
}
