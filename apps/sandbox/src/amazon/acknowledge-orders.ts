import type { World } from '../world.ts';
import type { Account } from './accounts.ts';
import { allowOnly, children, text, type XmlNode } from './amazon-envelope.ts';
import type { StoredOrder } from './amazon-order.ts';
import { findOrder, saveOrder } from './order-store.ts';
import { MessageProblem, type MessageTaker } from './feed-message.ts';

const reasons = [
  'NoInventory',
  'ShippingAddressUndeliverable',
  'CustomerExchange',
  'BuyerCanceled',
  'GeneralAdjustment',
  'CarrierCreditDecision',
  'RiskAssessmentInformationNotValid',
  'CarrierCoverageFailure',
  'CustomerReturn',
  'MerchandiseNotReceived',
];

/** One OrderAcknowledgement: Success does nothing more, Failure cancels the order if nothing of it has left. */
export const acknowledgeOrder: MessageTaker = (world, account, body) => {
  allowOnly(body, 'OrderAcknowledgement', ['AmazonOrderID', 'MerchantOrderID', 'StatusCode', 'Item']);
  const stored = orderOf(world, account, body);
  const status = text(body, 'StatusCode');
  if (status === 'Success') return;
  if (status !== 'Failure') throw new MessageProblem('99041', 'StatusCode must be Success or Failure.');
  const reason = reasonOf(stored, body);
  const { fulfillmentStatus, fulfilledBy } = stored.order.fulfillment!;
  if (fulfilledBy === 'AMAZON') throw new MessageProblem('18038', 'The order is fulfilled by Amazon.');
  if (fulfillmentStatus !== 'UNSHIPPED')
    throw new MessageProblem('18036', `The order cannot be canceled, its status is ${fulfillmentStatus}.`);
  stored.order.fulfillment!.fulfillmentStatus = 'CANCELLED';
  for (const item of stored.order.orderItems)
    item.cancellation = {
      ...item.cancellation,
      cancellationExecution: { cancelledBy: 'MERCHANT', cancelReason: reason },
    };
  saveOrder(world, stored);
};

/** The order a message is about; another seller's order does not exist for this one. */
export function orderOf(world: World, account: Account, body: XmlNode): StoredOrder {
  const id = text(body, 'AmazonOrderID');
  if (!/^\d{3}-\d{7}-\d{7}$/.test(id)) throw new MessageProblem('18028', 'AmazonOrderID is missing or malformed.');
  const stored = findOrder(world, id);
  if (stored?.sellerId !== account.sellerId)
    throw new MessageProblem('18028', `The data you submitted is incomplete or invalid: no order ${id}.`);
  return stored;
}

function reasonOf({ order }: StoredOrder, body: XmlNode): string {
  const items = children(body, 'Item');
  for (const item of items) allowOnly(item, 'Item', ['AmazonOrderItemCode', 'MerchantOrderItemID', 'CancelReason']);
  const given = new Map(items.map((item) => [text(item, 'AmazonOrderItemCode'), text(item, 'CancelReason')]));
  const unknown = [...given.keys()].find((code) => !order.orderItems.some((item) => item.orderItemId === code));
  if (unknown) throw new MessageProblem('18028', `The order has no item ${unknown}.`);
  if (given.size < order.orderItems.length)
    throw new MessageProblem('18037', 'Each item of the order must be named with its CancelReason.');
  const wrong = [...given.values()].find((reason) => !reasons.includes(reason));
  if (wrong !== undefined) throw new MessageProblem('18035', `${wrong || 'Nothing'} is not a CancelReason.`);
  return [...given.values()][0]!;
}
