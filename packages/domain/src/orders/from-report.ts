import type { IncomingOrder } from '../channels/incoming-order.ts';
import { newId } from '../kernel/id.ts';
import type { Transaction } from '../kernel/transact.ts';
import { knowsAmounts } from './apply-change.ts';
import { OrderLine } from './order.entity.ts';

/** Adds the lines of a report to an order that has none yet. */
export function addLines(tx: Transaction, orderId: string, report: IncomingOrder): void {
  const prices: { totalCents?: number; shippingCents?: number } = isFree(report)
    ? { totalCents: 0, shippingCents: 0 }
    : {};
  for (const [index, line] of report.lines.entries())
    tx.em.create(OrderLine, {
      id: newId(),
      orderId,
      position: index + 1,
      ...line,
      ...prices,
      soldQuantity: line.quantity,
      soldCents: prices.totalCents ?? line.totalCents,
    });
}

/** A replacement without amounts costs nothing, whatever its articles are listed for. */
const isFree = ({ replaces, totalCents }: IncomingOrder): boolean => replaces !== null && !totalCents;

const totalOf = (report: IncomingOrder): number =>
  isFree(report)
    ? 0
    : (report.totalCents ?? report.lines.reduce((sum, line) => sum + line.totalCents + line.shippingCents, 0));

/** What an order takes over from a report of the channel. */
export const fromReport = (report: IncomingOrder) => ({
  channelOrderId: report.channelOrderId,
  channelUpdatedAt: report.channelUpdatedAt,
  channelStatus: report.status,
  channelAddress: report.shippingAddress,
  addressAt: report.shippingAddress && report.channelUpdatedAt,
  amountsAt: knowsAmounts(report) ? report.channelUpdatedAt : null,
  placedAt: report.placedAt,
  fulfilledBy: report.fulfilledBy,
  serviceLevel: report.serviceLevel,
  paymentMethod: report.paymentMethod,
  marketplace: report.marketplace,
  shipBy: report.shipBy,
  deliverFrom: report.deliverFrom,
  deliverBy: report.deliverBy,
  currency: report.currency,
  totalCents: totalOf(report),
  buyerName: report.buyer.name ?? report.shippingAddress?.name ?? null,
  buyerEmail: report.buyer.email,
  buyerCompany: report.buyer.company,
  buyerVatId: report.buyer.vatId,
  isBusiness: report.isBusiness,
  replaces: report.replaces,
  remark: report.remark,
  giftMessage: report.giftMessage,
});
