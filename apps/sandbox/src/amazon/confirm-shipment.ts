import { z } from 'zod';
import type { World } from '../world.ts';
import type { Account } from './accounts.ts';
import type { AmazonOrder, StoredOrder } from './amazon-order.ts';
import { ApiError, invalid } from './answers.ts';
import { saveOrder } from './order-store.ts';
import { parseBody } from './parse-body.ts';
import { sellersOrder } from './search-orders.ts';

const body = z.strictObject({
  marketplaceId: z.string(),
  codCollectionMethod: z.literal('DirectPayment').optional(),
  packageDetail: z.strictObject({
    packageReferenceId: z
      .string()
      .regex(/^[1-9]\d*$/, 'packageReferenceId must be a string that holds a positive number'),
    carrierCode: z.string().min(1),
    carrierName: z.string().optional(),
    shippingMethod: z.string().optional(),
    trackingNumber: z.string().min(1),
    shipDate: z.iso.datetime({ offset: true }),
    shipFromSupplySourceId: z.string().optional(),
    orderItems: z
      .array(
        z.strictObject({
          orderItemId: z.string(),
          quantity: z.number().int().positive(),
          transparencyCodes: z.array(z.string()).optional(),
        }),
      )
      .min(1),
  }),
});

/** Carriers as each marketplace spells them. */
const carriers: Record<string, string[]> = {
  A1PA6795UKMFR9: ['DHL', 'DPD', 'GLS', 'UPS', 'Hermes Logistik Gruppe', 'Deutsche Post'],
  A1805IZSGTT6HS: ['DHL', 'DPD', 'GLS', 'UPS', 'PostNL'],
};

type PackageDetail = z.infer<typeof body>['packageDetail'];

/** confirmShipment (v0): the same packageReferenceId edits its package; the order is shipped when everything is. */
export function confirmShipment(world: World, account: Account, id: string, given: unknown): void {
  const { packageDetail: detail, marketplaceId } = parseBody(body, given);
  const stored = sellersOrder(world, account, id);
  if (stored.order.salesChannel.marketplaceId !== marketplaceId)
    throw invalid('The marketplaceId is not the order\u2019s.');
  if (detail.carrierCode === 'Other' && !detail.carrierName)
    throw invalid('carrierName is required when carrierCode is Other.');
  check(stored.order, detail);
  // A carrier that the marketplace does not list is taken and forgotten (selling-partner-api-models#5232).
  const isListed = detail.carrierCode === 'Other' || carriers[marketplaceId]?.includes(detail.carrierCode);
  if (!isListed || world.faults.take('droppedConfirmation')) return;
  const at = new Date(world.marketplaceNow()).toISOString();
  const { packageReferenceId, trackingNumber, carrierCode } = detail;
  stored.confirmations.push({ packageReferenceId, trackingNumber, carrierCode, at });
  putPackage(stored, detail, at);
  saveOrder(world, stored);
}

function check(order: AmazonOrder, detail: PackageDetail): void {
  const { fulfillmentStatus: status, fulfilledBy } = order.fulfillment!;
  if (fulfilledBy === 'AMAZON') throw invalid('The order is fulfilled by Amazon.');
  if (status === 'PENDING' || status === 'CANCELLED')
    throw invalid(`The order is ${status} and cannot be confirmed as shipped.`);
  const isEdit = order.packages?.some((known) => known.packageReferenceId === detail.packageReferenceId);
  if (status === 'SHIPPED' && !isEdit)
    throw new ApiError(400, 'InvalidInput', 'PackageToUpdateNotFound: the order is already fulfilled.');
  for (const { orderItemId, quantity } of detail.orderItems) {
    const item = order.orderItems.find((known) => known.orderItemId === orderItemId);
    if (!item) throw invalid(`The order has no item ${orderItemId}.`);
    const elsewhere = shippedUnits(order, orderItemId, detail.packageReferenceId);
    if (elsewhere + quantity > item.quantityOrdered)
      throw invalid(`Of item ${orderItemId} more would be shipped than was ordered.`);
  }
}

const shippedUnits = (order: AmazonOrder, orderItemId: string, exceptPackage?: string): number =>
  (order.packages ?? [])
    .filter((known) => known.packageReferenceId !== exceptPackage)
    .flatMap((known) => known.packageItems)
    .filter((item) => item.orderItemId === orderItemId)
    .reduce((sum, item) => sum + item.quantity, 0);

function putPackage({ order }: StoredOrder, detail: PackageDetail, at: string): void {
  const {
    packageReferenceId,
    trackingNumber,
    carrierCode,
    carrierName,
    shippingMethod = '',
    shipDate: shipTime,
    orderItems,
  } = detail;
  const others = (order.packages ?? []).filter((known) => known.packageReferenceId !== packageReferenceId);
  const packageItems = orderItems.map(({ orderItemId, quantity }) => ({ orderItemId, quantity }));
  const carrier = carrierName ?? carrierCode;
  order.packages = [
    ...others,
    {
      packageReferenceId,
      createdTime: at,
      packageStatus: { status: 'SHIPPED' },
      carrier,
      shipTime,
      shippingService: shippingMethod,
      trackingNumber,
      packageItems,
    },
  ];
  for (const item of order.orderItems) {
    const quantityFulfilled = shippedUnits(order, item.orderItemId);
    item.fulfillment = {
      ...item.fulfillment,
      quantityFulfilled,
      quantityUnfulfilled: item.quantityOrdered - quantityFulfilled,
    };
  }
  const isComplete = order.orderItems.every((item) => item.fulfillment!.quantityUnfulfilled === 0);
  order.fulfillment!.fulfillmentStatus = isComplete ? 'SHIPPED' : 'PARTIALLY_SHIPPED';
}
