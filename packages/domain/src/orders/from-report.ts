import type { IncomingOrder } from '../channels/incoming-order.ts';
import { newId } from '../kernel/id.ts';
import type { Transaction } from '../kernel/transact.ts';
import { OrderLine } from './order.entity.ts';

/** Adds the lines of a report to an order that has none yet. */
export function addLines(tx: Transaction, orderId: string, report: IncomingOrder): void {
  for (const [index, line] of report.lines.entries())
    tx.em.create(OrderLine, { id: newId(), orderId, position: index + 1, ...line });
}

/** What an order takes over from a report of the channel. */
export const fromReport = (report: IncomingOrder) => ({
  channelOrderId: report.channelOrderId,
  channelUpdatedAt: report.channelUpdatedAt,
  channelStatus: report.status,
  channelAddress: report.shippingAddress,
  placedAt: report.placedAt,
  fulfilledBy: report.fulfilledBy,
  serviceLevel: report.serviceLevel,
  shipBy: report.shipBy,
  deliverBy: report.deliverBy,
  currency: report.currency,
  totalCents: report.totalCents ?? report.lines.reduce((sum, line) => sum + line.totalCents + line.shippingCents, 0),
  buyerName: report.buyer.name ?? report.shippingAddress?.name ?? null,
  buyerEmail: report.buyer.email,
  buyerCompany: report.buyer.company,
  buyerVatId: report.buyer.vatId,
  remark: report.remark,
  giftMessage: report.giftMessage,
});
