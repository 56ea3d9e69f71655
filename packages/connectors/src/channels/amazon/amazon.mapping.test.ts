import { expect, test } from 'vitest';
import getOrder from './fixtures/get-order.json' with { type: 'json' };
import searchOrders from './fixtures/search-orders.json' with { type: 'json' };
import { readOrder } from './read-order.ts';

const [business, pending, broken] = searchOrders.orders as [object, object, object];

function orderOf(raw: unknown) {
  const reading = readOrder(raw);
  if ('unreadable' in reading) throw new Error(reading.unreadable.problem);
  return reading.order;
}

test('a business order is read in our words', () => {
  const { raw, lines, ...order } = orderOf(business);
  expect(order).toEqual({
    channelOrderId: '303-1234567-8901234',
    channelUpdatedAt: new Date('2026-11-24T08:45:30Z'),
    placedAt: new Date('2026-11-24T08:15:00Z'),
    marketplace: 'A1PA6795UKMFR9',
    status: 'unshipped',
    fulfilledBy: 'merchant',
    serviceLevel: 'express',
    paymentMethod: 'marketplace',
    shipBy: new Date('2026-11-25T22:59:59Z'),
    deliverFrom: new Date('2026-11-26T23:00:00Z'),
    deliverBy: new Date('2026-11-27T22:59:59Z'),
    currency: 'EUR',
    totalCents: 10487,
    isBusiness: true,
    replaces: null,
    buyer: {
      name: 'Erika Mustermann',
      email: 'q7x1buyer@marketplace.amazon.de',
      company: 'Mustermann Elektro GmbH',
      vatId: 'DE123456789',
    },
    shippingAddress: {
      name: 'Erika Mustermann',
      company: 'Mustermann Elektro GmbH',
      street: 'Königsallee 27a',
      addition: 'Warenannahme Tor 3',
      postcode: '40212',
      city: 'Düsseldorf',
      country: 'DE',
      phone: '+49 211 123456',
    },
    remark: 'Bitte beim Pförtner klingeln',
    giftMessage: 'Alles Gute zum Geburtstag!',
    cancelRequest: { by: 'BUYER', reason: 'Ordered by mistake' },
    packages: [],
  });
  expect(raw).toBe(business);
  expect(lines[0]).toEqual({
    channelLineId: '30312345678901',
    sku: 'LAMPE-01',
    title: 'Schreibtischlampe, schwarz',
    quantity: 2,
    totalCents: 8998,
    shippingCents: 499,
  });
});

test('a replacement names the order that it stands for', () => {
  const associatedOrders = [{ orderId: '303-1', associationType: 'REPLACEMENT_ORIGINAL_ID' }];
  expect(orderOf({ ...business, associatedOrders })).toMatchObject({ replaces: '303-1' });
});

test('lines with shipping and discounts add up to what the customer paid', () => {
  const { lines, totalCents } = orderOf(business);
  expect(lines.map((line) => [line.totalCents, line.shippingCents])).toEqual([
    [8998, 499],
    [990, 0],
  ]);
  expect(lines.reduce((sum, line) => sum + line.totalCents + line.shippingCents, 0)).toBe(totalCents);
});

test('net shares are raised by their tax where the total proves that they are net', () => {
  const money = (amount: string) => ({ amount, currencyCode: 'USD' });
  const item = {
    orderItemId: '1',
    quantityOrdered: 1,
    product: { sellerSku: 'A' },
    proceeds: {
      proceedsTotal: money('49.99'),
      breakdowns: [
        { type: 'ITEM', subtotal: money('39.99') },
        { type: 'TAX', subtotal: money('10.00') },
      ],
    },
  };
  expect(orderOf({ ...business, orderItems: [item] }).lines[0]).toMatchObject({ totalCents: 4999, shippingCents: 0 });
});

test('European prices include their VAT: its share, told, zero or missing, changes nothing', () => {
  const money = (amount: string) => ({ amount, currencyCode: 'EUR' });
  const plain = [
    { type: 'ITEM', subtotal: money('89.97') },
    { type: 'SHIPPING', subtotal: money('4.99') },
  ];
  const lineWith = (...tax: string[]) => ({
    orderItemId: '1',
    quantityOrdered: 3,
    product: { sellerSku: 'A', price: { unitPrice: money('29.99') } },
    proceeds: {
      proceedsTotal: money('94.96'),
      breakdowns: [...plain, ...tax.map((amount) => ({ type: 'TAX', subtotal: money(amount) }))],
    },
  });
  const lines = [lineWith('15.16'), lineWith('0.00'), lineWith()].flatMap(
    (item) => orderOf({ ...business, orderItems: [item] }).lines,
  );
  for (const line of lines) expect(line).toMatchObject({ totalCents: 8_997, shippingCents: 499 });
  expect(lines).toHaveLength(3);
});

test('a pending order withholds buyer, address and money: null, not empty', () => {
  expect(orderOf(pending)).toMatchObject({
    status: 'pending',
    totalCents: null,
    currency: 'EUR',
    buyer: { name: null, email: null, company: null, vatId: null },
    shippingAddress: null,
  });
});

test('an address with gaps is kept with its gaps, for a person to fill', () => {
  const order = { ...pending, recipient: { deliveryAddress: { name: 'Jo', city: 'Köln', countryCode: 'DE' } } };
  expect(orderOf(order).shippingAddress).toMatchObject({ name: 'Jo', street: '', postcode: '', city: 'Köln' });
});

test('packages tell what Amazon knows of a shipment', () => {
  expect(orderOf(getOrder.order)).toMatchObject({
    status: 'shipped',
    packages: [{ reference: '1', trackingNumber: '00340434161094021501', carrier: 'DHL' }],
  });
});

test('an order without data set FULFILLMENT is pending: it must not be shipped', () => {
  expect(orderOf({ ...business, fulfillment: undefined }).status).toBe('pending');
});

test('a fulfilled-by-Amazon order is recognised', () => {
  const fulfillment = { fulfillmentStatus: 'SHIPPED', fulfilledBy: 'AMAZON' };
  expect(orderOf({ ...business, fulfillment }).fulfilledBy).toBe('marketplace');
});

test('what cannot be read keeps its id and time, and the problem holds no value', () => {
  const reading = readOrder(broken);
  expect(reading).toMatchObject({
    unreadable: {
      channelOrderId: '306-1111111-2222222',
      channelUpdatedAt: new Date('2026-11-24T09:30:00Z'),
      problem: expect.stringContaining('orderItems: invalid_type'),
      raw: broken,
    },
  });
  expect(JSON.stringify('unreadable' in reading && reading.unreadable.problem)).not.toContain('Geheim');
});

test('an unknown status or an amount that is none makes the order unreadable', () => {
  expect(readOrder({ ...business, fulfillment: { fulfillmentStatus: 'TELEPORTED' } })).toMatchObject({
    unreadable: { problem: 'unknown fulfillment status: TELEPORTED' },
  });
  const proceeds = { grandTotal: { amount: '1,98', currencyCode: 'EUR' } };
  expect(readOrder({ ...business, proceeds })).toMatchObject({ unreadable: { problem: 'not an amount: 1,98' } });
});

test('an id is found wherever it stands, else the order gets one that stays the same', () => {
  expect(readOrder({ AmazonOrderId: '306-1111111-2222222' })).toMatchObject({
    unreadable: { channelOrderId: '306-1111111-2222222', channelUpdatedAt: null },
  });
  const [first, again] = [readOrder('junk'), readOrder('junk')];
  expect(first).toMatchObject({ unreadable: { channelOrderId: expect.stringMatching(/^unreadable-[0-9a-f]{16}$/) } });
  expect(first).toEqual(again);
});
