import { expect, test } from 'vitest';
import { accounts } from '../amazon/accounts.ts';
import { show, type StoredOrder } from '../amazon/amazon-order.ts';
import { Chance } from '../random.ts';
import { Buyers } from './buyers.ts';
import { makeCatalogue } from './catalogue.ts';
import { basketOf, makeOrder, makeTwin, type OrderCircumstances, type OrderKind } from './make-order.ts';

const chance = new Chance(7);
const buyers = new Buyers(chance);
const make = (kind: OrderKind, around: OrderCircumstances = {}): StoredOrder =>
  makeOrder(chance, makeCatalogue(), buyers.next(), kind, around);
const cents = (money: { amount: string }): number => Math.round(Number(money.amount) * 100);

test('an order costs what its lines cost, whatever is given back', () => {
  for (const kind of ['plain', 'multi', 'promotion', 'replacement'] as const) {
    const { order, lines } = make(kind);
    const items = order.orderItems.map((item) => cents(item.proceeds!.proceedsTotal));
    expect(cents(order.proceeds!.grandTotal)).toBe(items.reduce((sum, of) => sum + of, 0));
    for (const [index, item] of order.orderItems.entries()) {
      const parts = item.proceeds!.breakdowns.filter(({ type }) => type !== 'TAX').map((of) => cents(of.subtotal));
      expect(parts.reduce((sum, of) => sum + of, 0)).toBe(items[index]);
      expect(item.quantityOrdered).toBe(lines[index]!.quantity);
    }
  }
});

test('a promotion gives the shipping back', () => {
  const [item] = make('promotion').order.orderItems;
  expect(item!.proceeds!.breakdowns.find(({ type }) => type === 'DISCOUNT')!.subtotal.amount).toBe('-4.99');
  expect(item!.promotion!.breakdowns).toHaveLength(1);
});

test('a replacement is free and names the order and product that it replaces', () => {
  const original = make('plain');
  const { order, lines } = make('replacement', { original });
  expect(order.associatedOrders).toEqual([
    { orderId: original.order.orderId, associationType: 'REPLACEMENT_ORIGINAL_ID' },
  ]);
  expect(order.proceeds!.grandTotal.amount).toBe('0.00');
  expect(original.lines.map(({ sku }) => sku)).toContain(lines[0]!.sku);
  expect(make('exchange').order.associatedOrders![0]!.associationType).toBe('EXCHANGE_ORIGINAL_ID');
});

test('a shifted address holds the street after what it is not, and the house number on a line of its own', () => {
  const { addressLine1, addressLine2, addressLine3 } = make('shiftedAddress').order.recipient!.deliveryAddress!;
  expect([addressLine1, addressLine3]).toEqual(['Hinterhaus, 2. OG', expect.stringMatching(/^\d+a?$/)]);
  expect(addressLine2).not.toMatch(/\d$/);
});

test('several units of several products can go in parts', () => {
  const { lines } = make('multi');
  expect(lines.length).toBeGreaterThan(1);
  for (const { quantity } of lines) expect(quantity).toBeGreaterThan(1);
});

test('an old order was to be delivered in the past and changes now', () => {
  const { order } = make('plain', { deliveredDaysAgo: 6 });
  const days = (iso: string): number => Math.round((Date.parse(iso) - Date.now()) / 86_400_000) + 0;
  expect(days(order.fulfillment!.deliverByWindow.latestDateTime)).toBe(-6);
  expect(days(order.lastUpdatedTime)).toBe(0);
  expect(order.createdTime < order.fulfillment!.shipByWindow.latestDateTime).toBe(true);
});

test('an order abroad is the second seller’s', () => {
  const [, second] = accounts;
  const { order, sellerId } = make('plain', { account: second, marketplace: second.marketplaces[1] });
  expect([sellerId, order.salesChannel.marketplaceName]).toEqual([second.sellerId, 'Amazon.nl']);
});

test('late personal data are not shown before their time', () => {
  const seen = (personalFrom: number) => show(make('lateData', { personalFrom }), new Set(['BUYER', 'RECIPIENT']));
  expect(seen(Date.now() + 60_000)).not.toHaveProperty('buyer');
  expect(seen(Date.now() - 1)).toHaveProperty('recipient.deliveryAddress');
});

test('a business order has the programme; its VAT number only where the buyer gave one', () => {
  expect(make('businessPlain').order).toMatchObject({ programs: ['AMAZON_BUSINESS'] });
  expect(make('businessPlain').order.tax).toBeUndefined();
  const business = makeOrder(chance, makeCatalogue(), buyers.business(), 'business');
  expect(business.order.tax!.taxRegistrations[0]!.taxRegistrationType).toBe('VAT');
});

test('a duplicate has the basket and the buyer of the first, but its own ids', () => {
  const first = make('plain');
  const twin = makeTwin(chance, first);
  expect(basketOf(twin)).toBe(basketOf(first));
  const ids = ({ order }: StoredOrder) => [order.orderId, ...order.orderItems.map(({ orderItemId }) => orderItemId)];
  expect(ids(twin).filter((id) => ids(first).includes(id))).toEqual([]);
  expect(twin.lines.map(({ orderItemId }) => orderItemId)).toEqual(ids(twin).slice(1));
});
