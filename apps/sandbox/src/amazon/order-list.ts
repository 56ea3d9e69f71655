import type { World } from '../world.ts';
import type { FulfillmentStatus, StoredOrder } from './amazon-order.ts';

const statuses: Record<FulfillmentStatus, string> = {
  PENDING: 'Pending',
  UNSHIPPED: 'Unshipped',
  PARTIALLY_SHIPPED: 'Shipping',
  SHIPPED: 'Shipped',
  CANCELLED: 'Cancelled',
};

const instant = (iso: string): string => `${iso.slice(0, 19)}+00:00`;
const amount = (cents: number): string => (cents ? (cents / 100).toFixed(2) : '');
const tax = (gross: number, permille: number): number => gross - Math.round((gross * 1_000) / (1_000 + permille));

/** Amazon's columns, in its sequence, and what each says of an item. */
const columns: [string, (stored: StoredOrder, index: number) => string][] = [
  ['amazon-order-id', ({ order }) => order.orderId],
  ['merchant-order-id', () => ''],
  ['purchase-date', ({ order }) => instant(order.createdTime)],
  ['last-updated-date', ({ order }) => instant(order.lastUpdatedTime)],
  ['order-status', ({ order }) => statuses[order.fulfillment!.fulfillmentStatus]],
  ['fulfillment-channel', ({ order }) => (order.fulfillment!.fulfilledBy === 'AMAZON' ? 'Amazon' : 'Merchant')],
  ['sales-channel', ({ order }) => order.salesChannel.marketplaceName],
  ['order-channel', () => ''],
  [
    'ship-service-level',
    ({ order }) => (order.fulfillment!.fulfillmentServiceLevel === 'EXPEDITED' ? 'Expedited' : 'Standard'),
  ],
  ['product-name', ({ order }, index) => order.orderItems[index]!.product.title],
  ['sku', ({ lines }, index) => lines[index]!.sku],
  ['asin', ({ order }, index) => order.orderItems[index]!.product.asin],
  ['item-status', ({ order }) => statuses[order.fulfillment!.fulfillmentStatus]],
  ['quantity', (stored, index) => (isCancelled(stored) ? '0' : String(stored.lines[index]!.quantity))],
  ['currency', (stored) => (hasMoney(stored) ? 'EUR' : '')],
  ['item-price', money(({ grossCents }) => grossCents)],
  ['item-tax', money(({ grossCents, vatPermille }) => tax(grossCents, vatPermille))],
  ['shipping-price', money(({ shippingCents }) => shippingCents)],
  ['shipping-tax', money(({ shippingCents, vatPermille }) => tax(shippingCents, vatPermille))],
  ['gift-wrap-price', () => ''],
  ['gift-wrap-tax', () => ''],
  ['item-promotion-discount', () => ''],
  ['ship-promotion-discount', money(({ discountCents = 0 }) => discountCents)],
  ['ship-city', place('city')],
  ['ship-state', () => ''],
  ['ship-postal-code', place('postalCode')],
  ['ship-country', place('countryCode')],
  [
    'promotion-ids',
    ({ order }, index) => (order.orderItems[index]!.promotion?.breakdowns ?? []).map((of) => of.promotionId).join(','),
  ],
  ['is-business-order', ({ order }) => String(order.programs?.includes('AMAZON_BUSINESS') ?? false)],
  ['purchase-order-number', () => ''],
  ['price-designation', () => ''],
];

const isCancelled = ({ order }: StoredOrder): boolean => order.fulfillment!.fulfillmentStatus === 'CANCELLED';
const isPending = ({ order }: StoredOrder): boolean => order.fulfillment!.fulfillmentStatus === 'PENDING';
const hasMoney = (stored: StoredOrder): boolean => !isPending(stored) && !isCancelled(stored);

function money(of: (line: StoredOrder['lines'][0]) => number) {
  return (stored: StoredOrder, index: number): string => (hasMoney(stored) ? amount(of(stored.lines[index]!)) : '');
}

function place(field: string) {
  return (stored: StoredOrder): string =>
    isPending(stored) ? '' : (stored.order.recipient?.deliveryAddress?.[field] ?? '');
}

/** The flat file of all orders: a row for each item, whatever the order's state. Pure. */
export function orderListFile(orders: StoredOrder[]): Buffer {
  const rows = orders.flatMap((stored) =>
    stored.lines.map((_, index) => columns.map(([, read]) => read(stored, index)).join('\t')),
  );
  const text = [columns.map(([name]) => name).join('\t'), ...rows, ''].join('\r\n');
  return Buffer.from(text.replaceAll(/[\u0100-\uffff]/g, '?'), 'latin1');
}

/** Every order of a seller placed in a period at these marketplaces, oldest first. */
export function ordersPlaced(
  { state }: World,
  sellerId: string,
  from: number,
  until: number,
  marketplaceIds: string[],
): StoredOrder[] {
  const rows = state.all<{ data: string }>(
    `select data from amazon_order where json_extract(data, '$.order.createdTime') >= ? and json_extract(data, '$.order.createdTime') < ?
     order by json_extract(data, '$.order.createdTime'), id`,
    new Date(from).toISOString(),
    new Date(until).toISOString(),
  );
  return rows
    .map(({ data }) => JSON.parse(data) as StoredOrder)
    .filter(
      (stored) => stored.sellerId === sellerId && marketplaceIds.includes(stored.order.salesChannel.marketplaceId),
    );
}
