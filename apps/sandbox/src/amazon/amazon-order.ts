/** An order in the shape of the official model (Orders API 2026-01-01), as far as this world fills it. */
export interface Money {
  amount: string;
  currencyCode: string;
}

export type FulfillmentStatus = 'PENDING' | 'UNSHIPPED' | 'PARTIALLY_SHIPPED' | 'SHIPPED' | 'CANCELLED';

export interface ProceedsBreakdown {
  type: string;
  subtotal: Money;
  detailedBreakdowns?: { subtype: string; value: Money }[];
}

export interface OrderItem {
  orderItemId: string;
  quantityOrdered: number;
  product: { asin: string; title: string; sellerSku: string; price: { unitPrice: Money } };
  proceeds?: { proceedsTotal: Money; breakdowns: ProceedsBreakdown[] };
  promotion?: { breakdowns: { promotionId: string }[] };
  cancellation?: {
    cancellationRequest?: { requester: string; cancelReason: string };
    cancellationExecution?: { cancelledBy: string; cancelReason: string };
  };
  fulfillment?: {
    quantityFulfilled: number;
    quantityUnfulfilled: number;
    packing?: { giftOption: { giftMessage: string } };
  };
}

export interface OrderPackage {
  packageReferenceId: string;
  createdTime: string;
  packageStatus: { status: 'SHIPPED' };
  carrier: string;
  shipTime: string;
  shippingService: string;
  trackingNumber: string;
  packageItems: { orderItemId: string; quantity: number }[];
}

export interface AmazonOrder {
  orderId: string;
  createdTime: string;
  lastUpdatedTime: string;
  programs?: string[];
  associatedOrders?: { orderId: string; associationType: string }[];
  salesChannel: { channelName: string; marketplaceId: string; marketplaceName: string };
  buyer?: { buyerName?: string; buyerEmail?: string; buyerCompanyName?: string };
  recipient?: {
    deliveryAddress?: Record<string, string>;
    deliveryPreference?: { addressInstruction?: string };
  };
  proceeds?: { grandTotal: Money };
  tax?: {
    taxRegistrations: {
      entityType: string;
      legalName: string;
      taxRegistrationType: string;
      taxRegistrationNumber: string;
    }[];
  };
  fulfillment?: {
    fulfillmentStatus: FulfillmentStatus;
    fulfilledBy: 'MERCHANT' | 'AMAZON';
    fulfillmentServiceLevel: string;
    shipByWindow: { earliestDateTime: string; latestDateTime: string };
    deliverByWindow: { earliestDateTime: string; latestDateTime: string };
  };
  orderItems: OrderItem[];
  packages?: OrderPackage[];
}

/** What the world knows of an order beside what Amazon tells. */
export interface StoredOrder {
  kind: string;
  /** The account that sells it. */
  sellerId: string;
  order: AmazonOrder;
  /** Minor units per line: goods and shipping, gross. */
  lines: {
    orderItemId: string;
    sku: string;
    quantity: number;
    grossCents: number;
    shippingCents: number;
    /** What a promotion gives back, of the shipping. */
    discountCents?: number;
    vatPermille: number;
  }[];
  /** Personal data are withheld until this instant. */
  personalFrom?: number;
  confirmations: { packageReferenceId: string; trackingNumber: string; carrierCode: string; at: string }[];
}

export const euro = (cents: number): Money => ({ amount: (cents / 100).toFixed(2), currencyCode: 'EUR' });

/** The order with the data sets that were asked for, and no personal data where Amazon withholds them. */
export function show({ order, personalFrom = 0 }: StoredOrder, included: Set<string>): AmazonOrder {
  const status = order.fulfillment!.fulfillmentStatus;
  const isPersonal =
    status !== 'PENDING' &&
    status !== 'CANCELLED' &&
    order.fulfillment!.fulfilledBy === 'MERCHANT' &&
    Date.now() >= personalFrom;
  const { buyer, recipient, proceeds, tax, fulfillment, packages, orderItems, ...plain } = order;
  return {
    ...plain,
    ...(included.has('BUYER') && buyer && isPersonal ? { buyer } : {}),
    ...(included.has('RECIPIENT') && recipient && isPersonal ? { recipient } : {}),
    ...(included.has('PROCEEDS') && proceeds && status !== 'PENDING' ? { proceeds } : {}),
    ...(included.has('TAX') && tax ? { tax } : {}),
    ...(included.has('FULFILLMENT') && fulfillment ? { fulfillment } : {}),
    ...(included.has('PACKAGES') && packages ? { packages } : {}),
    orderItems: orderItems.map((item) => showItem(item, included, status === 'PENDING')),
  };
}

function showItem(
  { proceeds, promotion, cancellation, fulfillment, ...plain }: OrderItem,
  included: Set<string>,
  isPending: boolean,
): OrderItem {
  return {
    ...plain,
    ...(included.has('PROCEEDS') && proceeds && !isPending ? { proceeds } : {}),
    ...(included.has('PROMOTION') && promotion ? { promotion } : {}),
    ...(included.has('CANCELLATION') && cancellation ? { cancellation } : {}),
    ...(included.has('FULFILLMENT') && fulfillment ? { fulfillment } : {}),
  };
}
