import type { RefundReason, RefundReport } from '../channels/sales-channel.port.ts';
import { Effect } from '../effects/effect.entity.ts';
import { intendEffects } from '../effects/intend-effects.ts';
import { by, readOnly } from '../kernel/batch.ts';
import { Rejection } from '../kernel/rejection.ts';
import { transact, type Context, type Transaction } from '../kernel/transact.ts';
import { OrderLine, type Order } from './order.entity.ts';
import type { OrderRefunded } from './order.events.ts';
import { lockOrder } from './lock-order.ts';
import type { Station } from './stations.ts';

export interface RefundOrder {
  orderId: string;
  expectedRev?: number | null;
  reason: RefundReason;
  /** Gross minor units per line, none negative: part of the goods, of the shipping, or both. */
  lines: { lineId: string; goodsCents: number; shippingCents: number }[];
}

/** What a refund effect carries: what the channel is told, and its sum. */
export interface RefundIntent extends Pick<RefundReport, 'reference' | 'reason' | 'lines'> {
  amountCents: number;
}

/** The channel takes refunds of what it has been paid for: from the shipping on. */
const refundable: readonly Station[] = ['shipped', 'invoiced', 'paid', 'closed'];

/**
 * Gives money back at the channel (field.md 19: full, partial, shipping only), never more than a line has cost; throws Rejection.
 * The channel is told by an effect and judges it; `refundedCents` counts what it has accepted.
 */
export function refundOrder(ctx: Context, { orderId, expectedRev, reason, lines }: RefundOrder): Promise<Order> {
  return transact(ctx, async (tx) => {
    const order = await lockOrder(tx, orderId, expectedRev);
    if (!refundable.includes(order.station)) throw new Rejection('order_not_shipped', { station: order.station });
    const earlier = await refundsOf(tx, orderId);
    const sold = await tx.em.find(OrderLine, { orderId }, readOnly);
    const checked = checkRefund(sold, earlier, lines);
    const reference = `${order.number}-R${(await tx.em.count(Effect, { kind: 'channel_refund', orderId })) + 1}`;
    const amountCents = checked.reduce((sum, line) => sum + line.goodsCents + line.shippingCents, 0);
    const intent: RefundIntent = { reference, reason, lines: checked, amountCents };
    await intendEffects(tx, [{ kind: 'channel_refund', key: reference, orderId, intent: { ...intent } }]);
    const { currency } = order;
    tx.record({ type: 'OrderRefunded', orderId, reference, amountCents, currency, reason } satisfies OrderRefunded);
    return order;
  });
}

/** Refunds that the channel has accepted or still may accept. */
async function refundsOf(tx: Transaction, orderId: string): Promise<RefundIntent['lines']> {
  const refunds = await tx.em.find(Effect, {
    kind: 'channel_refund',
    orderId,
    state: { $nin: ['failed', 'revoked'] },
  });
  return refunds.flatMap(({ intent }) => (intent as unknown as RefundIntent).lines);
}

type SoldLine = Pick<OrderLine, 'id' | 'channelLineId' | 'totalCents' | 'shippingCents'>;

/** The lines as the channel knows them, those without an amount left out; throws Rejection when they ask for more than is left. Pure. */
export function checkRefund(
  sold: SoldLine[],
  earlier: RefundIntent['lines'],
  asked: RefundOrder['lines'],
): RefundIntent['lines'] {
  const soldById = by(sold, ({ id }) => id);
  const lines: RefundIntent['lines'] = [];
  for (const { lineId, goodsCents, shippingCents } of asked) {
    const line = soldById.get(lineId);
    if (!line) throw new Rejection('line_not_found', { lineId });
    const left = leftOf(line, [...earlier, ...lines]);
    if (!fits(goodsCents, left.goodsCents) || !fits(shippingCents, left.shippingCents))
      throw new Rejection('refund_too_high', { lineId, ...left });
    if (goodsCents || shippingCents) lines.push({ channelLineId: line.channelLineId, goodsCents, shippingCents });
  }
  if (!lines.length) throw new Rejection('refund_empty');
  return lines;
}

const fits = (cents: number, most: number): boolean => Number.isInteger(cents) && cents >= 0 && cents <= most;

/** What of a line has not been given back yet. */
function leftOf({ channelLineId, totalCents, shippingCents }: SoldLine, refunds: RefundIntent['lines']) {
  const given = refunds.filter((refund) => refund.channelLineId === channelLineId);
  return {
    goodsCents: totalCents - given.reduce((sum, refund) => sum + refund.goodsCents, 0),
    shippingCents: shippingCents - given.reduce((sum, refund) => sum + refund.shippingCents, 0),
  };
}
