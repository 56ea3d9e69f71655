import { allowOnly, child, children, text, type XmlNode } from './amazon-envelope.ts';
import type { StoredOrder } from './amazon-order.ts';
import { orderOf } from './acknowledge-orders.ts';
import { MessageProblem, type MessageTaker } from './feed-message.ts';
import { refundRows, stillPaid, type Ledger, type MoneyRow, type Movement } from './ledger.ts';

const reasons = [
  'NoInventory',
  'CustomerReturn',
  'GeneralAdjustment',
  'CouldNotShip',
  'DifferentItem',
  'Abandoned',
  'CustomerCancel',
  'PriceError',
  'ProductOutofStock',
  'CustomerAddressIncorrect',
  'Exchange',
  'Other',
  'CarrierCreditDecision',
  'RiskAssessmentInformationNotValid',
  'CarrierCoverageFailure',
  'TransactionRecord',
  'Undeliverable',
  'RefusedDelivery',
];
const goods = ['Principal', 'Tax'];
const shipping = ['Shipping', 'ShippingTax'];

/** One OrderAdjustment: gives back components of the price of items, never more than was paid. */
export const refundOrder =
  (ledger: Ledger): MessageTaker =>
  (world, account, body) => {
    allowOnly(body, 'OrderAdjustment', [
      'AmazonOrderID',
      'MerchantOrderID',
      'ActionType',
      'CODCollectionMethod',
      'AdjustedItem',
    ]);
    const stored = orderOf(world, account, body);
    const items = children(body, 'AdjustedItem');
    if (!items.length) throw new MessageProblem('18040', 'There is no AdjustedItem.');
    const movements = ledger.ofOrder(stored.order.orderId);
    const rows: MoneyRow[] = [];
    for (const item of items) rows.push(...itemRows(stored, item, movements, rows));
    ledger.refund(stored, rows);
  };

function itemRows(stored: StoredOrder, item: XmlNode, movements: Movement[], already: MoneyRow[]): MoneyRow[] {
  allowOnly(item, 'AdjustedItem', [
    'AmazonOrderItemCode',
    'MerchantOrderItemID',
    'MerchantAdjustmentItemID',
    'AdjustmentReason',
    'ItemPriceAdjustments',
    'PromotionAdjustments',
    'DirectPaymentAdjustments',
    'QuantityCancelled',
  ]);
  const code = text(item, 'AmazonOrderItemCode');
  const line = stored.lines.find(({ orderItemId }) => orderItemId === code);
  if (!line) throw new MessageProblem('18028', `The order has no item ${code}.`);
  if (!reasons.includes(text(item, 'AdjustmentReason')))
    throw new MessageProblem('18041', `${text(item, 'AdjustmentReason') || 'Nothing'} is not an AdjustmentReason.`);
  const asked = askedFor(item);
  const [first] = movements;
  const paid = stillPaid([...movements, ...(first ? [{ ...first, rows: already }] : [])], code);
  if (!first) throw new MessageProblem('18042', 'The order is not shipped: nothing was paid that could be given back.');
  if (asked.goodsCents > paid.goodsCents || asked.shippingCents > paid.shippingCents)
    throw new MessageProblem(
      '18043',
      `The refund of item ${code} is more than what is left of the payment: ${left(paid)} EUR.`,
    );
  return refundRows(line, asked.goodsCents, asked.shippingCents);
}

const left = (paid: { goodsCents: number; shippingCents: number }): string =>
  ((paid.goodsCents + paid.shippingCents) / 100).toFixed(2);

/** Gross minor units: EU prices include the tax, a Tax component adds to its Principal. */
function askedFor(item: XmlNode): { goodsCents: number; shippingCents: number } {
  const adjustments = child(item, 'ItemPriceAdjustments');
  const components = adjustments ? children(adjustments, 'Component') : [];
  if (!components.length) throw new MessageProblem('18044', 'ItemPriceAdjustments holds no Component.');
  const asked = { goodsCents: 0, shippingCents: 0 };
  for (const component of components) {
    allowOnly(component, 'Component', ['Type', 'Amount']);
    const type = text(component, 'Type');
    const cents = centsOf(component);
    if (goods.includes(type)) asked.goodsCents += cents;
    else if (shipping.includes(type)) asked.shippingCents += cents;
    else throw new MessageProblem('18045', `${type || 'Nothing'} is not a Type of a Component that can be refunded.`);
  }
  if (asked.goodsCents + asked.shippingCents === 0) throw new MessageProblem('18046', 'The refund is zero.');
  return asked;
}

function centsOf(component: XmlNode): number {
  const [amount] = children(component, 'Amount');
  const value = String(amount?.['#text'] ?? '');
  if (amount?.['@currency'] !== 'EUR') throw new MessageProblem('18047', 'Amount needs the currency of the order.');
  if (!/^\d{1,9}(\.\d{1,2})?$/.test(value))
    throw new MessageProblem('18046', `${value || 'Nothing'} is not an amount.`);
  return Math.round(Number(value) * 100);
}
