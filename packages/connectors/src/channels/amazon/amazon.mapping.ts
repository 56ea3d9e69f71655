import type { ChannelStatus, IncomingOrder } from '@kontor/domain/channels/incoming-order';
import { parseMinorUnits } from '@kontor/domain/kernel/money';
import type { AmazonItem, AmazonOrder } from './amazon.wire.ts';
import { toAddress } from './delivery-address.ts';
import { lineProceeds } from './line-proceeds.ts';
import { marketplaces } from './marketplaces.ts';

const statuses: Record<string, ChannelStatus> = {
  PENDING_AVAILABILITY: 'pending',
  PENDING: 'pending',
  UNSHIPPED: 'unshipped',
  PARTIALLY_SHIPPED: 'partially_shipped',
  SHIPPED: 'shipped',
  CANCELLED: 'cancelled',
  UNFULFILLABLE: 'unfulfillable',
};

const expressLevels = new Set(['EXPEDITED', 'NEXT_DAY', 'SECOND_DAY', 'SAME_DAY', 'PRIORITY']);

/** Amazon's order in our words; `raw` is kept beside it. Throws on an unknown status or an amount that is none. */
export function toIncomingOrder(order: AmazonOrder, raw: unknown): IncomingOrder {
  const { fulfillment, proceeds, recipient } = order;
  return {
    channelOrderId: order.orderId,
    channelUpdatedAt: order.lastUpdatedTime,
    placedAt: order.createdTime,
    marketplace: order.salesChannel.marketplaceId ?? null,
    status: toStatus(fulfillment?.fulfillmentStatus),
    fulfilledBy: fulfillment?.fulfilledBy === 'AMAZON' ? 'marketplace' : 'merchant',
    serviceLevel: expressLevels.has(fulfillment?.fulfillmentServiceLevel ?? '') ? 'express' : 'standard',
    paymentMethod: 'marketplace',
    shipBy: fulfillment?.shipByWindow?.latestDateTime ?? null,
    deliverFrom: fulfillment?.deliverByWindow?.earliestDateTime ?? null,
    deliverBy: fulfillment?.deliverByWindow?.latestDateTime ?? null,
    currency: currencyOf(order),
    totalCents: proceeds?.grandTotal ? parseMinorUnits(proceeds.grandTotal.amount) : null,
    isBusiness: order.programs?.includes('AMAZON_BUSINESS') ?? false,
    replaces: replacedBy(order),
    buyer: toBuyer(order),
    shippingAddress: toAddress(recipient?.deliveryAddress),
    remark: recipient?.deliveryPreference?.addressInstruction?.trim() || null,
    giftMessage: giftMessageOf(order.orderItems),
    cancelRequest: cancelRequestOf(order.orderItems),
    lines: order.orderItems.map(toLine),
    packages: (order.packages ?? []).map((item) => ({
      reference: item.packageReferenceId,
      trackingNumber: item.trackingNumber || null,
      carrier: item.carrier || null,
    })),
    raw,
  };
}

/** The order that this one stands for; both kinds cost the buyer nothing. */
const replacedBy = ({ associatedOrders }: AmazonOrder): string | null =>
  associatedOrders?.find(({ associationType }) => /^(REPLACEMENT|EXCHANGE)_ORIGINAL_ID$/.test(associationType ?? ''))
    ?.orderId ?? null;

/** An order whose status Amazon did not send is pending: stored, never shipped, raised by its next reading. */
function toStatus(wire: string | undefined): ChannelStatus {
  const status = wire === undefined ? 'pending' : statuses[wire];
  if (!status) throw new Error(`unknown fulfillment status: ${wire}`);
  return status;
}

function toBuyer(order: AmazonOrder): IncomingOrder['buyer'] {
  const vat = order.tax?.taxRegistrations?.find(
    (registration) => registration.entityType === 'BUYER' && registration.taxRegistrationType === 'VAT',
  );
  return {
    name: order.buyer?.buyerName?.trim() || null,
    email: order.buyer?.buyerEmail?.trim() || null,
    company: order.buyer?.buyerCompanyName?.trim() || null,
    vatId: vat?.taxRegistrationNumber?.replace(/\s/g, '') || null,
  };
}

function toLine(item: AmazonItem): IncomingOrder['lines'][number] {
  const sku = item.product.sellerSku || item.product.asin || '';
  return {
    channelLineId: item.orderItemId,
    sku,
    title: item.product.title || sku,
    quantity: item.quantityOrdered,
    ...lineProceeds(item),
  };
}

/** A pending order shows no amounts: then its marketplace tells. */
function currencyOf(order: AmazonOrder): string {
  const money = [
    order.proceeds?.grandTotal,
    ...order.orderItems.flatMap((item) => [item.proceeds?.proceedsTotal, item.product.price?.unitPrice]),
  ].find(Boolean);
  return money?.currencyCode ?? marketplaces[order.salesChannel.marketplaceId ?? '']?.currency ?? 'EUR';
}

function giftMessageOf(items: AmazonItem[]): string | null {
  const messages = items.map((item) => item.fulfillment?.packing?.giftOption?.giftMessage?.trim()).filter(Boolean);
  return [...new Set(messages)].join('\n') || null;
}

function cancelRequestOf(items: AmazonItem[]): IncomingOrder['cancelRequest'] {
  const request = items.map((item) => item.cancellation?.cancellationRequest).find(Boolean);
  return request ? { by: request.requester || null, reason: request.cancelReason || null } : null;
}
