import { expect, test } from 'vitest';
import { sendJson } from '../../kit/http-server.testing.ts';
import { amazonServer, type Answer, refuse } from './amazon-server.testing.ts';

const since = new Date('2026-11-24T08:00:00Z');
const lastPage: Answer = (_, response) => sendJson(response, 200, { orders: [] });
const report = {
  channelOrderId: '304-0000000-0000001',
  marketplace: null,
  packageReference: '1',
  parcelService: 'DHL',
  serviceLevel: 'standard' as const,
  trackingNumber: '00340434161094021501',
  shippedAt: since,
  lines: [{ channelLineId: '30312345678901', quantity: 2 }],
};

test('a page token that Amazon no longer takes begins the chain again; one that never works ends with the error', async () => {
  const stale: Answer = (request, response) =>
    request.query.paginationToken && refuse(400, 'InvalidInput')(request, response);
  await using amazon = await amazonServer({ '/orders/2026-01-01/orders': stale });
  let page = await amazon.channel.fetchOrders(since, null);
  for (let restarts = 0; restarts < 2; restarts += 1) {
    page = await amazon.channel.fetchOrders(since, page.next);
    expect(page.orders).toHaveLength(2);
  }
  await expect(amazon.channel.fetchOrders(since, page.next)).rejects.toMatchObject({ status: 400 });
  amazon.pass(60);
  expect((await amazon.channel.fetchOrders(since, page.next)).orders).toHaveLength(2);
});

test('pages are complete as far as the first of them, however long the chain takes', async () => {
  const page =
    (lastUpdatedBefore: string, nextToken?: string): Answer =>
    (_, response) =>
      sendJson(response, 200, { orders: [], pagination: { nextToken }, lastUpdatedBefore });
  await using amazon = await amazonServer({
    '/orders/2026-01-01/orders': [page('2026-11-24T10:58:00Z', 'a'), page('2026-11-24T11:01:00Z', 'b'), lastPage],
  });
  let next: string | null = null;
  do {
    const { completeUntil, ...page } = await amazon.channel.fetchOrders(since, next);
    expect(completeUntil).toEqual(new Date('2026-11-24T10:58:00Z'));
    next = page.next;
    amazon.pass(3);
  } while (next);
});

test('a page that another version remembered begins its chain again', async () => {
  await using amazon = await amazonServer();
  const older = Buffer.from(JSON.stringify({ token: 'x' })).toString('base64url');
  expect((await amazon.channel.fetchOrders(since, older)).orders).toHaveLength(2);
  expect(amazon.asked('/orders')[0]!.query.paginationToken).toBeUndefined();
});

test('a token that comes back ends with an error, not for ever; an empty page with a next one goes on', async () => {
  const empty: Answer = (_, response) => sendJson(response, 200, { orders: [], pagination: { nextToken: 'same' } });
  await using amazon = await amazonServer({ '/orders/2026-01-01/orders': empty });
  const { next, orders } = await amazon.channel.fetchOrders(since, null);
  expect([orders, next]).toEqual([[], expect.any(String)]);
  await expect(amazon.channel.fetchOrders(since, next)).rejects.toMatchObject({ retryable: true });
});

test('a question that fails in passing is asked again, an act is not', async () => {
  const down: Answer = (_, response) => response.writeHead(503).end('<html>down</html>');
  await using amazon = await amazonServer({
    '/orders/2026-01-01/orders': [down, down, () => {}],
    shipmentConfirmation: down,
  });
  expect((await amazon.channel.fetchOrders(since, null)).orders).toHaveLength(2);
  await expect(amazon.channel.confirmShipment(report)).rejects.toMatchObject({ arrived: 'unknown', retryable: true });
  expect(amazon.asked('shipmentConfirmation')).toHaveLength(1);
});

test('a question that is throttled waits for its turn when that comes soon', async () => {
  const throttled = refuse(429, 'QuotaExceeded');
  await using amazon = await amazonServer({
    '/orders/2026-01-01/orders/': [throttled, () => {}],
    shipmentConfirmation: throttled,
  });
  expect(await amazon.channel.fetchOrder('304-0000000-0000001')).not.toBeNull();
  expect(amazon.asked('/orders/2026-01-01/orders/')).toHaveLength(2);
  await expect(amazon.channel.confirmShipment(report)).rejects.toMatchObject({ busy: true, arrived: 'no' });
  expect(amazon.asked('shipmentConfirmation')).toHaveLength(1);
});

test('a lost connection is a lost question, and an act in doubt', async () => {
  const lost: Answer = (_, response) => response.destroy();
  await using amazon = await amazonServer({
    '/orders/2026-01-01/orders/': [lost, () => {}],
    shipmentConfirmation: lost,
  });
  expect(await amazon.channel.fetchOrder('304-0000000-0000001')).not.toBeNull();
  await expect(amazon.channel.confirmShipment(report)).rejects.toMatchObject({ arrived: 'unknown' });
});

test('a data set that Amazon refuses is left out of a single order too, for a while', async () => {
  const without: Answer = (request, response) =>
    request.query.includedData?.includes('PACKAGES') && refuse(400, 'InvalidInput', 'PACKAGES')(request, response);
  await using amazon = await amazonServer({ '/orders/2026-01-01/orders/': without });
  expect(await amazon.channel.fetchOrder('304-0000000-0000001')).not.toBeNull();
  expect(amazon.asked('/orders')).toHaveLength(3);
  await amazon.channel.fetchOrder('304-0000000-0000002');
  expect(amazon.asked('/orders')).toHaveLength(4);
});

test('orders of a past period are asked for by the time they were placed, as far as Amazon keeps them', async () => {
  await using amazon = await amazonServer({ '/orders/2026-01-01/orders': lastPage });
  const period = { from: new Date('2020-01-01T00:00:00Z'), to: new Date('2027-01-01T00:00:00Z') };
  await amazon.channel.fetchPlacedOrders(period, null);
  expect(amazon.asked('/orders')[0]!.query).toMatchObject({
    createdAfter: '2024-11-24T11:00:00.000Z',
    createdBefore: '2026-11-24T10:57:00.000Z',
  });
  const future = { from: new Date('2026-11-24T10:59:00Z'), to: new Date('2026-11-25T00:00:00Z') };
  expect(await amazon.channel.fetchPlacedOrders(future, null)).toMatchObject({ orders: [], next: null });
  expect(amazon.asked('/orders')).toHaveLength(1);
});
