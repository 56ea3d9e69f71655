import { Channel } from '../channels/channel.entity.ts';
import { intendEffects } from '../effects/intend-effects.ts';
import { by, readOnly, sqlArray } from '../kernel/batch.ts';
import { transact, type Context, type Transaction } from '../kernel/transact.ts';
import { lockOrders } from '../orders/lock-orders.ts';
import type { Order } from '../orders/order.entity.ts';

const day = 86_400_000;
/** Channels take a request from five days after the earliest to thirty days after the latest delivery date (Solicitations v1). */
const opensAfterMs = 5 * day;
const closesAfterMs = 30 * day;
const atOnce = 200;

type Candidate = Pick<Order, 'deliverFrom' | 'deliverBy' | 'refundedCents' | 'replaces'>;

/** Whether the buyer of a shipped order is asked for a review (F37): not again where something went wrong, and only in the window. Pure. */
export function decideReview(order: Candidate, hasOpenTicket: boolean, now: Date): 'ask' | 'later' | 'never' {
  const { deliverFrom, deliverBy, refundedCents, replaces } = order;
  if (!deliverFrom || refundedCents > 0 || replaces) return 'never';
  if (now.getTime() > (deliverBy ?? deliverFrom).getTime() + closesAfterMs) return 'never';
  return hasOpenTicket || now.getTime() < deliverFrom.getTime() + opensAfterMs ? 'later' : 'ask';
}

/** Intends the review requests that are due now, once per order, where the channel asks its buyers itself. */
export function requestReviews(ctx: Context): Promise<{ asked: number }> {
  return transact(ctx, async (tx) => {
    const orders = await lockOrders(tx, await dueOrders(tx), { reviewDecided: false });
    const channels = by(await tx.em.find(Channel, {}, readOnly), ({ id }) => id);
    const doubtful = await withOpenTicket(tx, orders);
    const decided = orders.map((order) => {
      const isOffered = channels.get(order.channelId)!.policy.reviewRequest === 'channel';
      return { order, decision: isOffered ? decideReview(order, doubtful.has(order.id), tx.now()) : 'never' };
    });
    for (const { order, decision } of decided) order.reviewDecided = decision !== 'later';
    const asking = decided.filter(({ decision }) => decision === 'ask').map(({ order }) => order);
    await intendEffects(
      tx,
      asking.map(({ id, number }) => ({ kind: 'review_request', key: number, orderId: id })),
    );
    return { asked: asking.length };
  });
}

/** Orders whose window has opened; those that wait for a ticket come last, so that they never hold up the others. */
async function dueOrders(tx: Transaction): Promise<string[]> {
  const rows = (await tx.em.execute(
    `select o.id from sales_order o
      where not o.review_decided and o.station in ('shipped', 'invoiced', 'paid', 'closed') and o.deliver_from <= ?
      order by exists (select 1 from ticket t where t.order_id = o.id and t.status = 'open'), o.deliver_from limit ?`,
    [new Date(tx.now().getTime() - opensAfterMs), atOnce],
  )) as { id: string }[];
  return rows.map(({ id }) => id);
}

async function withOpenTicket(tx: Transaction, orders: Order[]): Promise<Set<string>> {
  const rows = (await tx.em.execute(
    `select distinct order_id as id from ticket where status = 'open' and order_id = any(?::uuid[])`,
    [sqlArray(orders.map(({ id }) => id))],
  )) as { id: string }[];
  return new Set(rows.map(({ id }) => id));
}
