import { randomUUID } from 'node:crypto';
import type { FulfillmentStatus, StoredOrder } from './amazon-order.ts';

export type OrderChangeType = 'OrderStatusChange' | 'BuyerRequestedChange';

/** What happened to an order as Amazon signals it; null when the change is none that is told. */
export interface OrderChange {
  type: OrderChangeType;
  reason: string;
}

const statuses: Record<FulfillmentStatus, string> = {
  PENDING: 'Pending',
  UNSHIPPED: 'Unshipped',
  PARTIALLY_SHIPPED: 'PartiallyShipped',
  SHIPPED: 'Shipped',
  CANCELLED: 'Canceled',
};

const wantsOut = ({ order }: StoredOrder): boolean =>
  order.orderItems.some((item) => item.cancellation?.cancellationRequest);

/** Compares an order with itself before; every other change (an edited package …) is told as a change of status too. */
export function changeOf(now: StoredOrder, before: StoredOrder | undefined): OrderChange {
  if (before && wantsOut(now) && !wantsOut(before))
    return { type: 'BuyerRequestedChange', reason: 'Buyer Requested Cancel' };
  return { type: 'OrderStatusChange', reason: before ? 'Order Status Change' : 'Order Created' };
}

/** The ORDER_CHANGE message of the official schema; it carries no personal data but the postcode. */
export function orderChangeMessage(stored: StoredOrder, change: OrderChange, subscriptionId: string): object {
  const { order } = stored;
  const now = new Date().toISOString();
  return {
    NotificationVersion: '1.0',
    NotificationType: 'ORDER_CHANGE',
    PayloadVersion: '1.0',
    EventTime: now,
    Payload: {
      OrderChangeNotification: {
        NotificationLevel: 'OrderLevel',
        SellerId: stored.sellerId,
        AmazonOrderId: order.orderId,
        OrderChangeType: change.type,
        OrderChangeTrigger: { TimeOfOrderChange: order.lastUpdatedTime, ChangeReason: change.reason },
        Summary: summaryOf(stored),
      },
    },
    NotificationMetadata: {
      ApplicationId: 'amzn1.sp.solution.kontor-sandbox',
      SubscriptionId: subscriptionId,
      PublishTime: now,
      NotificationId: randomUUID(),
    },
  };
}

function summaryOf({ order }: StoredOrder): object {
  const { fulfillmentStatus: status, fulfilledBy, shipByWindow: ship, deliverByWindow: deliver } = order.fulfillment!;
  const isMerchants = fulfilledBy === 'MERCHANT';
  const isOpen = status !== 'PENDING' && status !== 'CANCELLED';
  const shipped = order.orderItems.reduce((sum, item) => sum + (item.fulfillment?.quantityFulfilled ?? 0), 0);
  const ordered = order.orderItems.reduce((sum, item) => sum + item.quantityOrdered, 0);
  const programs = [
    ...(order.programs?.includes('AMAZON_BUSINESS') ? ['Business'] : []),
    ...(order.programs?.includes('PRIME') ? ['Prime'] : []),
    ...(order.associatedOrders?.length ? ['Replacement'] : []),
  ];
  return {
    MarketplaceId: order.salesChannel.marketplaceId,
    OrderStatus: statuses[status],
    PurchaseDate: order.createdTime,
    DestinationPostalCode: isOpen ? (order.recipient?.deliveryAddress?.postalCode ?? null) : null,
    FulfillmentType: isMerchants ? 'MFN' : 'AFN',
    OrderType: 'StandardOrder',
    NumberOfItemsShipped: shipped,
    NumberOfItemsUnshipped: status === 'CANCELLED' ? 0 : ordered - shipped,
    ...(isMerchants && isOpen
      ? { EarliestDeliveryDate: deliver.earliestDateTime, LatestDeliveryDate: deliver.latestDateTime }
      : {}),
    EarliestShipDate: ship.earliestDateTime,
    LatestShipDate: ship.latestDateTime,
    ...(programs.length ? { OrderPrograms: programs } : {}),
    OrderItems: order.orderItems.map((item) => ({
      OrderItemId: item.orderItemId,
      SellerSKU: item.product.sellerSku,
      SupplySourceId: null,
      Quantity: item.quantityOrdered,
      QuantityShipped: item.fulfillment?.quantityFulfilled ?? 0,
      IsBuyerRequestedCancel: Boolean(item.cancellation?.cancellationRequest),
    })),
  };
}
