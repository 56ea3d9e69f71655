import { expect, test } from 'vitest';
import type { ShipmentReport } from '@kontor/domain/channels/sales-channel.port';
import { sendJson } from '../../kit/http-server.testing.ts';
import { openChannel } from '../open-channel.ts';
import { amazonServer, type Answer, refuse } from './amazon-server.testing.ts';
import searchOrders from './fixtures/search-orders.json' with { type: 'json' };

const since = new Date('2026-11-24T08:00:00Z');
const allData = 'BUYER,RECIPIENT,PROCEEDS,CANCELLATION,FULFILLMENT,PACKAGES,TAX';
const report: ShipmentReport = {
  channelOrderId: '304-0000000-0000001',
  marketplace: 'A1PA6795UKMFR9',
  packageReference: '1',
  parcelService: 'DHL',
  serviceLevel: 'standard',
  trackingNumber: '00340434161094021501',
  shippedAt: new Date('2026-11-24T09:50:00Z'),
  lines: [{ channelLineId: '30312345678901', quantity: 2 }],
};
const lastPage: Answer = (_, response) => sendJson(response, 200, { orders: [] });
const without =
  (dataset: string): Answer =>
  (request, response) =>
    request.query.includedData?.includes(dataset) && refuse(400, 'InvalidInput')(request, response);

test('orders are asked for by change time, with all data sets and the access token', async () => {
  await using amazon = await amazonServer();
  await amazon.channel.fetchOrders(since, null);
  const [token] = amazon.asked('/auth/o2/token');
  expect(Object.fromEntries(new URLSearchParams(token!.body))).toEqual({
    grant_type: 'refresh_token',
    refresh_token: 'Atzr|refresh',
    client_id: 'client',
    client_secret: 'secret',
  });
  const [search] = amazon.asked('/orders');
  expect(search!.headers['x-amz-access-token']).toBe('Atza|1');
  expect(search!.query).toEqual({
    lastUpdatedAfter: '2026-11-24T08:00:00.000Z',
    marketplaceIds: 'A1PA6795UKMFR9,A1805IZSGTT6HS',
    maxResultsPerPage: '100',
    includedData: allData,
  });
});

test('a page gives its orders, apart from what cannot be read', async () => {
  await using amazon = await amazonServer();
  const page = await amazon.channel.fetchOrders(since, null);
  expect(page.orders.map((order) => order.channelOrderId)).toEqual(['303-1234567-8901234', '305-7654321-1098765']);
  expect(page.unreadable.map((order) => order.channelOrderId)).toEqual(['306-1111111-2222222']);
  expect(page.completeUntil).toEqual(new Date(searchOrders.lastUpdatedBefore));
});

test('the next page is asked for with the same arguments and the token; the last one has no next', async () => {
  await using amazon = await amazonServer({ '/orders/2026-01-01/orders': [() => {}, lastPage] });
  const first = await amazon.channel.fetchOrders(since, null);
  const last = await amazon.channel.fetchOrders(new Date(0), first.next);
  const [one, two] = amazon.asked('/orders');
  expect(two!.query).toEqual({ ...one!.query, paginationToken: searchOrders.pagination.nextToken });
  expect(last).toEqual({ orders: [], unreadable: [], next: null, completeUntil: new Date('2026-11-24T10:58:00Z') });
});

test('a data set that Amazon refuses is left out, now and on the next page', async () => {
  const refusing = without('TAX');
  await using amazon = await amazonServer({
    '/orders/2026-01-01/orders': (request, response) =>
      request.query.paginationToken ? lastPage(request, response) : refusing(request, response),
  });
  const page = await amazon.channel.fetchOrders(since, null);
  await amazon.channel.fetchOrders(since, page.next);
  expect(page.orders).toHaveLength(2);
  expect(page.completeUntil).toEqual(new Date(searchOrders.lastUpdatedBefore));
  expect(amazon.asked('/orders').at(-1)!.query.includedData).toBe(allData.replace(',TAX', ''));
});

test('the pages of one search are all asked for with the same data sets', async () => {
  await using refusing = await amazonServer({ '/orders/2026-01-01/orders': without('TAX') });
  const { next } = await refusing.channel.fetchOrders(since, null);
  await using recovered = await amazonServer({ '/orders/2026-01-01/orders': lastPage });
  await recovered.channel.fetchOrders(since, next);
  expect(recovered.asked('/orders')[0]!.query.includedData).toBe(allData.replace(',TAX', ''));
});

test('a page read without an essential data set counts as not read', async () => {
  await using amazon = await amazonServer({ '/orders/2026-01-01/orders': without('FULFILLMENT') });
  expect((await amazon.channel.fetchOrders(since, null)).completeUntil).toEqual(since);
});

test('a refusal that no data set explains is thrown after two calls', async () => {
  await using amazon = await amazonServer({ '/orders/2026-01-01/orders': refuse(400, 'InvalidInput') });
  await expect(amazon.channel.fetchOrders(since, null)).rejects.toMatchObject({ status: 400, retryable: false });
  expect(amazon.asked('/orders')).toHaveLength(2);
});

test('an answer that is no order page is worth another try', async () => {
  await using amazon = await amazonServer({ '/orders/2026-01-01/orders': (_, response) => response.end('<html>') });
  await expect(amazon.channel.fetchOrders(since, null)).rejects.toMatchObject({
    name: 'ConnectorError',
    retryable: true,
  });
});

test('being throttled empties the limiter: the next call waits without asking Amazon', async () => {
  await using amazon = await amazonServer({ '/orders/2026-01-01/orders': refuse(429, 'QuotaExceeded') });
  const throttled = { retryable: true, arrived: 'no', retryAfter: 179 };
  await expect(amazon.channel.fetchOrders(since, null)).rejects.toMatchObject(throttled);
  await expect(amazon.channel.fetchOrders(since, null)).rejects.toMatchObject(throttled);
  expect(amazon.asked('/orders')).toHaveLength(1);
});

test('the rate Amazon states replaces the default', async () => {
  const limited: Answer = (_, response) =>
    sendJson(response, 429, { errors: [{ code: 'QuotaExceeded' }] }, { 'x-amzn-RateLimit-Limit': '0.02' });
  await using amazon = await amazonServer({ '/orders/2026-01-01/orders': limited });
  await expect(amazon.channel.fetchOrders(since, null)).rejects.toMatchObject({ retryAfter: 50 });
});

test('many callers share one access token', async () => {
  await using amazon = await amazonServer();
  await Promise.all([1, 2, 3].map((n) => amazon.channel.fetchOrder(`304-0000000-000000${n}`)));
  expect(amazon.asked('/auth/o2/token')).toHaveLength(1);
});

test('an expired access token is replaced once and the call repeated', async () => {
  const tokens = ['Atza|old', 'Atza|new'].map(
    (access_token): Answer =>
      (_, response) =>
        sendJson(response, 200, { access_token, expires_in: 3600 }),
  );
  await using amazon = await amazonServer({
    '/auth/o2/token': tokens,
    '/orders/2026-01-01/orders': (request, response) =>
      request.headers['x-amz-access-token'] === 'Atza|old' && refuse(403, 'Unauthorized', 'expired')(request, response),
  });
  expect((await amazon.channel.fetchOrders(since, null)).orders).toHaveLength(2);
});

test('a denied call is tried with one new token, then given up', async () => {
  await using amazon = await amazonServer({ '/orders/2026-01-01/orders': refuse(403, 'Unauthorized') });
  const denied = { status: 403, retryable: false };
  await expect(amazon.channel.fetchOrders(since, null)).rejects.toMatchObject(denied);
  expect(amazon.asked('/orders')).toHaveLength(2);
  await expect(amazon.channel.fetchOrders(since, null)).rejects.toMatchObject(denied);
  expect(amazon.asked('/orders')).toHaveLength(3);
  expect(amazon.asked('/auth/o2/token')).toHaveLength(2);
  amazon.pass(5);
  await expect(amazon.channel.fetchOrders(since, null)).rejects.toMatchObject(denied);
  expect(amazon.asked('/orders')).toHaveLength(5);
});

test('refused credentials are no matter of trying again', async () => {
  const denied: Answer = (_, response) => sendJson(response, 400, { error: 'invalid_grant', error_description: 'x' });
  await using amazon = await amazonServer({ '/auth/o2/token': denied });
  const failure = {
    retryable: false,
    message: expect.stringMatching(/invalid_grant: authorise the application again/),
  };
  await expect(amazon.channel.fetchOrders(since, null)).rejects.toMatchObject(failure);
});

test('one order is read as it stands; an unknown one is null', async () => {
  await using amazon = await amazonServer({ '/orders/2026-01-01/orders/999': refuse(404, 'NotFound') });
  expect(await amazon.channel.fetchOrder('304-0000000-0000001')).toMatchObject({ status: 'shipped' });
  expect(await amazon.channel.fetchOrder('999-0000000-0000001')).toBeNull();
});

test('a shipment is confirmed with a text reference and the carrier as Amazon names it', async () => {
  await using amazon = await amazonServer();
  await amazon.channel.confirmShipment(report);
  const [confirmation] = amazon.asked('shipmentConfirmation');
  expect(confirmation).toMatchObject({
    method: 'POST',
    path: '/orders/v0/orders/304-0000000-0000001/shipmentConfirmation',
  });
  expect(JSON.parse(confirmation!.body)).toEqual({
    marketplaceId: 'A1PA6795UKMFR9',
    packageDetail: {
      packageReferenceId: '1',
      carrierCode: 'DHL',
      shippingMethod: 'Paket',
      trackingNumber: '00340434161094021501',
      shipDate: '2026-11-24T09:50:00.000Z',
      orderItems: [{ orderItemId: '30312345678901', quantity: 2 }],
    },
  });
});

test('a parcel service that Amazon does not list goes by its name', async () => {
  await using amazon = await amazonServer();
  await amazon.channel.confirmShipment({ ...report, parcelService: 'Radkurier' });
  expect(JSON.parse(amazon.asked('shipmentConfirmation')[0]!.body).packageDetail).toMatchObject({
    carrierCode: 'Other',
    carrierName: 'Radkurier',
  });
});

test('a part of an order is confirmed at the marketplace where it was bought', async () => {
  await using amazon = await amazonServer();
  const part = { packageReference: '2', lines: [{ channelLineId: '30312345678901', quantity: 1 }] };
  await amazon.channel.confirmShipment({ ...report, ...part, marketplace: 'A1805IZSGTT6HS', serviceLevel: 'express' });
  expect(JSON.parse(amazon.asked('shipmentConfirmation')[0]!.body)).toMatchObject({
    marketplaceId: 'A1805IZSGTT6HS',
    packageDetail: {
      packageReferenceId: '2',
      carrierCode: 'DHL',
      shippingMethod: 'Express',
      orderItems: [{ orderItemId: '30312345678901', quantity: 1 }],
    },
  });
});

test('a refused confirmation is fine when Amazon has the package already', async () => {
  await using amazon = await amazonServer({
    shipmentConfirmation: refuse(400, 'InvalidInput', 'PackageToUpdateNotFound'),
  });
  await expect(amazon.channel.confirmShipment(report)).resolves.toBeUndefined();
  expect(amazon.asked('/orders/2026-01-01/orders/304-0000000-0000001')).toHaveLength(1);
});

test('a refused confirmation is an error when Amazon knows of no shipment', async () => {
  await using amazon = await amazonServer({
    shipmentConfirmation: refuse(400, 'InvalidInput'),
    '/orders/2026-01-01/orders/': (_, response) => sendJson(response, 200, { order: searchOrders.orders[0] }),
  });
  await expect(amazon.channel.confirmShipment(report)).rejects.toMatchObject({ status: 400, retryable: false });
});

test('an unknown kind of channel or a faulty connection is refused at once', () => {
  expect(() => openChannel({ kind: 'ebay', connection: {} })).toThrow("no connector for sales channels of kind 'ebay'");
  expect(() => openChannel({ kind: 'amazon', connection: { endpoint: 'x' } })).toThrow('endpoint');
});
