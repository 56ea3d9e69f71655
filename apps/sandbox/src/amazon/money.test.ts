import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestWorld, type TestWorld } from '../testing.ts';
import { accounts } from './accounts.ts';
import type { StoredOrder } from './amazon-order.ts';
import { findOrder, saveOrder } from './order-store.ts';

let test_: TestWorld;
beforeAll(async () => {
  test_ = await openTestWorld();
});
afterAll(() => test_.close());

interface Transaction {
  transactionId: string;
  transactionType: string;
  transactionStatus: string;
  totalAmount: { currencyAmount: number };
  relatedIdentifiers: { relatedIdentifierName: string; relatedIdentifierValue: string }[];
  items: { totalAmount: { currencyAmount: number } }[];
}
const at = '/finances/2024-06-19/transactions';
const ask = async (query: string) => await test_.amazon(`${at}?${query}`);
const read = async (query: string) =>
  (await ask(query)).body as { payload: { transactions: Transaction[]; nextToken?: string } };
const ofOrder = async (id: string): Promise<Transaction[]> =>
  (await read(`relatedIdentifierName=ORDER_ID&relatedIdentifierValue=${id}`)).payload.transactions;

const place = async (o: object = {}): Promise<StoredOrder> =>
  findOrder(test_.world, (await test_.post<{ orderIds: string[] }>('/orders', o)).orderIds[0]!)!;

/** Ships some units of each line. */
function ship(stored: StoredOrder, units = Number.POSITIVE_INFINITY): StoredOrder {
  for (const item of stored.order.orderItems) {
    const shipped = Math.min(item.quantityOrdered, (item.fulfillment?.quantityFulfilled ?? 0) + units);
    item.fulfillment = { quantityFulfilled: shipped, quantityUnfulfilled: item.quantityOrdered - shipped };
  }
  const isComplete = stored.order.orderItems.every((item) => item.fulfillment!.quantityUnfulfilled === 0);
  stored.order.fulfillment!.fulfillmentStatus = isComplete ? 'SHIPPED' : 'PARTIALLY_SHIPPED';
  saveOrder(test_.world, stored);
  return stored;
}

interface Closed {
  id: string;
  sellerId: string;
  orders: string[];
  totalCents: number;
}
const close = async (): Promise<Closed[]> =>
  (await test_.post<{ settlements?: Closed[] }>('/settlements/close')).settlements ?? [];

const daysAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString();

test('a sale is deferred until its settlement, which releases it; its sums are numbers that add up', async () => {
  const stored = ship(await place());
  const id = stored.order.orderId;
  await expect.poll(async () => (await ofOrder(id)).length, { timeout: 3_000 }).toBe(1);
  const [sale] = await ofOrder(id);
  expect(sale).toMatchObject({ transactionType: 'Shipment', transactionStatus: 'DEFERRED' });
  const items = sale!.items.reduce((sum, item) => sum + item.totalAmount.currencyAmount, 0);
  expect(items).toBeCloseTo(sale!.totalAmount.currencyAmount, 5);
  const closed = (await close()).find(({ orders }) => orders.includes(id));
  const [paid] = await ofOrder(id);
  expect(paid).toMatchObject({ transactionId: sale!.transactionId, transactionStatus: 'DEFERRED_RELEASED' });
  const related = Object.fromEntries(
    paid!.relatedIdentifiers.map((of) => [of.relatedIdentifierName, of.relatedIdentifierValue]),
  );
  expect(related).toMatchObject({ ORDER_ID: id, SETTLEMENT_ID: closed!.id });
  const group = `relatedIdentifierName=FINANCIAL_EVENT_GROUP_ID&relatedIdentifierValue=${related.FINANCIAL_EVENT_GROUP_ID}`;
  expect((await read(group)).payload.transactions.map((of) => of.transactionId)).toContain(sale!.transactionId);
});

test('an order that goes in two parts is paid by two settlements, together its whole price', async () => {
  const stored = await place({ kind: 'multi' });
  const id = stored.order.orderId;
  ship(stored, 1);
  expect((await close()).some(({ orders }) => orders.includes(id))).toBe(true);
  ship(findOrder(test_.world, id)!);
  expect((await close()).some(({ orders }) => orders.includes(id))).toBe(true);
  await expect.poll(async () => (await ofOrder(id)).length, { timeout: 3_000 }).toBe(2);
});

test('taxMissing lets an order tell no tax, and its money is the same', async () => {
  await test_.post('/faults', { taxMissing: true });
  const { orderIds } = await test_.post<{ orderIds: [string] }>('/orders', { kind: 'multi' });
  const { order, lines } = findOrder(test_.world, orderIds[0])!;
  const taxes = order.orderItems.map((item) =>
    item.proceeds!.breakdowns.filter(({ type }) => type === 'TAX').map(({ subtotal }) => subtotal.amount),
  );
  expect(taxes).toEqual([['0.00'], ...lines.slice(1).map(() => [])]);
  expect(order.proceeds!.grandTotal.amount).toBe(
    (lines.reduce((sum, { grossCents, shippingCents }) => sum + grossCents + shippingCents, 0) / 100).toFixed(2),
  );
});

test('a buyer changes the address and a seller confirms a shipment by hand, as far as the order allows it', async () => {
  const { orderIds } = await test_.post<{ orderIds: [string] }>('/orders');
  const [id] = orderIds;
  const { lastUpdatedTime } = findOrder(test_.world, id)!.order;
  expect(await test_.post(`/orders/${id}/address`, { city: 'Bremen' })).toEqual({ orderId: id });
  const moved = findOrder(test_.world, id)!.order;
  expect(moved.recipient!.deliveryAddress!.city).toBe('Bremen');
  expect(moved.lastUpdatedTime > lastUpdatedTime).toBe(true);
  expect(await test_.post(`/orders/${id}/ship`, { trackingNumber: '1' })).toEqual({ orderId: id });
  const shipped = findOrder(test_.world, id)!.order;
  expect([shipped.fulfillment!.fulfillmentStatus, shipped.packages![0]!.trackingNumber]).toEqual(['SHIPPED', '1']);
  expect(await test_.post('/orders/none/ship', { trackingNumber: '1' })).toEqual({ error: 'there is no such order' });
  expect(await test_.post(`/orders/${id}/ship`)).toHaveProperty('error');
});

test('a chargeback takes everything back once, released at once', async () => {
  const stored = ship(await place());
  const id = stored.order.orderId;
  expect(await test_.post(`/orders/${id}/chargeback`)).toEqual({ orderId: id });
  expect(await test_.post(`/orders/${id}/chargeback`)).toHaveProperty('error');
  await expect.poll(async () => (await ofOrder(id)).length, { timeout: 3_000 }).toBe(2);
  const claim = (await ofOrder(id)).find((of) => of.transactionType === 'GuaranteeClaim')!;
  expect(claim.transactionStatus).toBe('RELEASED');
  expect(claim.totalAmount.currencyAmount).toBeLessThan(0);
});

test('every account has settlements of its own', async () => {
  const [first, second] = accounts;
  const one = ship(await place({ sellerId: first.sellerId })).order.orderId;
  const dutch = second.marketplaces[1].id;
  const two = ship(await place({ sellerId: second.sellerId, marketplaceId: dutch })).order;
  expect(two.salesChannel).toMatchObject({ marketplaceId: dutch, marketplaceName: 'Amazon.nl' });
  const closed = await close();
  const of = (id: string) => closed.filter(({ orders }) => orders.includes(id)).map(({ sellerId }) => sellerId);
  expect([of(one), of(two.orderId)]).toEqual([[first.sellerId], [second.sellerId]]);
  await expect.poll(async () => (await ofOrder(one)).length, { timeout: 3_000 }).toBe(1);
  expect(await ofOrder(two.orderId)).toEqual([]);
});

test('a replacement costs nothing and moves no money', async () => {
  const stored = ship(await place({ kind: 'replacement' }));
  expect(stored.order.associatedOrders![0]!.associationType).toBe('REPLACEMENT_ORIGINAL_ID');
  expect(stored.order.proceeds!.grandTotal.amount).toBe('0.00');
  expect((await close()).some(({ orders }) => orders.includes(stored.order.orderId))).toBe(false);
});

test('pages go on behind empty ones, with the same arguments only', async () => {
  test_.world.state.atomically(() => {
    for (let n = 0; n < 130; n += 1) {
      const stored = structuredClone(sample);
      stored.order.orderId = `302-0000000-${String(n).padStart(7, '0')}`;
      ship(stored);
    }
  });
  const since = `postedAfter=${daysAgo(10)}`;
  let seen: string[] = [];
  let sizes: number[] = [];
  const readAll = async () => {
    [seen, sizes] = [[], []];
    for (let token = ''; ;) {
      const { payload } = await read(`${since}${token && `&nextToken=${token}`}`);
      seen.push(...payload.transactions.map((of) => of.transactionId));
      sizes.push(payload.transactions.length);
      if (!payload.nextToken) return seen.length;
      token = payload.nextToken;
    }
  };
  await expect.poll(readAll, { timeout: 5_000, interval: 300 }).toBeGreaterThanOrEqual(130);
  expect(new Set(seen).size).toBe(seen.length);
  expect(sizes.slice(0, 3)).toEqual([50, 50, 0]);
  const { nextToken } = (await read(since)).payload;
  expect((await ask(`${since}&nextToken=${nextToken}&transactionStatus=DEFERRED`)).status).toBe(400);
});

const sample: StoredOrder = {
  kind: 'plain',
  sellerId: accounts[0].sellerId,
  order: {
    orderId: '302-0000000-0000000',
    createdTime: '2026-11-20T00:00:00.000Z',
    lastUpdatedTime: '2026-11-20T00:00:00.000Z',
    salesChannel: {
      channelName: 'AMAZON',
      marketplaceId: accounts[0].marketplaces[0].id,
      marketplaceName: 'Amazon.de',
    },
    fulfillment: {
      fulfillmentStatus: 'UNSHIPPED',
      fulfilledBy: 'MERCHANT',
      fulfillmentServiceLevel: 'STANDARD',
      shipByWindow: { earliestDateTime: '2026-11-20T00:00:00Z', latestDateTime: '2026-11-21T00:00:00Z' },
      deliverByWindow: { earliestDateTime: '2026-11-20T00:00:00Z', latestDateTime: '2026-11-21T00:00:00Z' },
    },
    orderItems: [
      {
        orderItemId: '1',
        quantityOrdered: 1,
        product: {
          asin: 'B0',
          title: 'Kabel',
          sellerSku: 'KAB-001',
          price: { unitPrice: { amount: '9.99', currencyCode: 'EUR' } },
        },
      },
    ],
  },
  lines: [{ orderItemId: '1', sku: 'KAB-001', quantity: 1, grossCents: 999, shippingCents: 0, vatPermille: 190 }],
  confirmations: [],
};

test.each([
  ['nothing', {}],
  ['an end alone', { postedBefore: daysAgo(1) }],
  ['a start that is no date', { postedAfter: 'yesterday' }],
  ['a start in the future', { postedAfter: daysAgo(-1) }],
  ['an end in the future', { postedAfter: daysAgo(1), postedBefore: daysAgo(-1) }],
  ['an end before the start', { postedAfter: daysAgo(1), postedBefore: daysAgo(2) }],
  ['an unknown status', { postedAfter: daysAgo(1), transactionStatus: 'LATE' }],
  ['a strange marketplace', { postedAfter: daysAgo(1), marketplaceId: 'ATVPDKIKX0DER' }],
  ['an unknown parameter', { postedAfter: daysAgo(1), x: '1' }],
  ['an identifier without value', { relatedIdentifierName: 'ORDER_ID' }],
  ['an identifier that is no filter', { relatedIdentifierName: 'REFUND_ID', relatedIdentifierValue: '1' }],
])('listTransactions refuses %s', async (_, query) => {
  expect((await ask(new URLSearchParams(query as Record<string, string>).toString())).status).toBe(400);
});

test('a window of more than 180 days is empty, not wrong', async () => {
  expect(await read(`postedAfter=${daysAgo(181)}`)).toEqual({ payload: { transactions: [] } });
});
