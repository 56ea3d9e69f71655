import { afterAll, beforeAll, expect, test } from 'vitest';
import { keepPending, openTestWorld, type TestWorld } from '../testing.ts';
import type { AmazonOrder } from './amazon-order.ts';

let test_: TestWorld;
beforeAll(async () => {
  test_ = await openTestWorld();
});
afterAll(() => test_.close());

const since = 'lastUpdatedAfter=2026-01-01T00:00:00Z';
const all = 'includedData=BUYER,RECIPIENT,PROCEEDS,FULFILLMENT,PACKAGES,CANCELLATION,TAX';
interface Page {
  orders: AmazonOrder[];
  pagination?: { nextToken: string };
}
const place = async (kind: string, count = 1): Promise<string[]> =>
  (await test_.post<{ orderIds: string[] }>('/orders', { kind, count })).orderIds;
const get = async (id: string): Promise<AmazonOrder> =>
  ((await test_.amazon(`/orders/2026-01-01/orders/${id}?${all}`)).body as { order: AmazonOrder }).order;

test.each([
  ['', 'Exactly one'],
  [`${since}&createdAfter=2026-01-01T00:00:00Z`, 'Exactly one'],
  [`${since}&whatever=1`, 'not known'],
  ['lastUpdatedAfter=yesterday', 'ISO 8601'],
  [`${since}&maxResultsPerPage=101`, 'between 1 and 100'],
  [`${since}&lastUpdatedBefore=2100-01-01T00:00:00Z`, 'two minutes'],
  [`${since}&includedData=EVERYTHING`, 'includedData'],
])('searchOrders?%s is answered with 400 InvalidInput', async (query, words) => {
  const { status, body } = await test_.amazon(`/orders/2026-01-01/orders?${query}`);
  expect(status).toBe(400);
  const [error] = (body as { errors: { code: string; message: string }[] }).errors;
  expect(error!.code).toBe('InvalidInput');
  expect(error!.message).toContain(words);
});

/** Every order, page by page. */
async function readAll(): Promise<string[]> {
  const seen: string[] = [];
  let token = '';
  do {
    const at = `/orders/2026-01-01/orders?${since}&maxResultsPerPage=100${token && `&paginationToken=${token}`}`;
    const page = (await test_.amazon(at)).body as Page;
    seen.push(...page.orders.map((order) => order.orderId));
    token = page.pagination?.nextToken ?? '';
  } while (token);
  return seen;
}

test('pages give every order once, as soon as it is visible', async () => {
  const placed = await place('plain', 230);
  await expect.poll(readAll, { timeout: 10_000, interval: 500 }).toEqual(expect.arrayContaining(placed));
  const seen = await readAll();
  expect(new Set(seen).size).toBe(seen.length);
});

test('a token with other arguments is refused', async () => {
  const first = (await test_.amazon(`/orders/2026-01-01/orders?${since}&maxResultsPerPage=10`)).body as Page;
  const { nextToken } = first.pagination!;
  expect(
    (await test_.amazon(`/orders/2026-01-01/orders?${since}&maxResultsPerPage=20&paginationToken=${nextToken}`)).status,
  ).toBe(400);
  expect(
    (await test_.amazon(`/orders/2026-01-01/orders?${since}&maxResultsPerPage=10&paginationToken=${nextToken}`)).status,
  ).toBe(200);
});

test('data sets come when asked for, personal data never for pending orders or the marketplace’s own', async () => {
  const [plain, pending, fba] = [(await place('plain'))[0]!, (await place('pending'))[0]!, (await place('fba'))[0]!];
  keepPending(test_.world, pending);
  const bare = ((await test_.amazon(`/orders/2026-01-01/orders/${plain}`)).body as { order: AmazonOrder }).order;
  expect([bare.buyer, bare.recipient, bare.proceeds, bare.fulfillment]).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
  expect(bare.orderItems.length).toBeGreaterThan(0);
  expect((await get(plain)).recipient?.deliveryAddress?.countryCode).toBe('DE');
  for (const id of [pending, fba])
    expect([(await get(id)).buyer, (await get(id)).recipient]).toEqual([undefined, undefined]);
});

const confirmation = (order: AmazonOrder, o: object = {}) => ({
  marketplaceId: order.salesChannel.marketplaceId,
  packageDetail: {
    packageReferenceId: '1',
    carrierCode: 'DHL',
    shippingMethod: 'Paket',
    trackingNumber: '00340434000000000017',
    shipDate: new Date().toISOString(),
    orderItems: order.orderItems.map((item) => ({ orderItemId: item.orderItemId, quantity: item.quantityOrdered })),
    ...o,
  },
});

test('a confirmation ships the order and shows its package; the same reference edits it, another one is refused', async () => {
  const id = (await place('plain'))[0]!;
  const at = `/orders/v0/orders/${id}/shipmentConfirmation`;
  const order = await get(id);
  expect((await test_.amazon(at, confirmation(order, { packageReferenceId: 1 }))).status).toBe(400);
  expect(
    (
      await test_.amazon(
        at,
        confirmation(order, { orderItems: [{ orderItemId: order.orderItems[0]!.orderItemId, quantity: 99 }] }),
      )
    ).status,
  ).toBe(400);
  expect((await test_.amazon(at, confirmation(order))).status).toBe(204);
  expect((await test_.amazon(at, confirmation(order, { trackingNumber: 'NEW' }))).status).toBe(204);
  const shipped = await get(id);
  expect([shipped.fulfillment?.fulfillmentStatus, shipped.packages?.map((known) => known.trackingNumber)]).toEqual([
    'SHIPPED',
    ['NEW'],
  ]);
  const again = await test_.amazon(at, confirmation(order, { packageReferenceId: '2' }));
  expect([again.status, JSON.stringify(again.body)]).toEqual([400, expect.stringContaining('PackageToUpdateNotFound')]);
});

test('a carrier that the marketplace does not list is answered with 204 and forgotten, another one goes by its name', async () => {
  const id = (await place('plain'))[0]!;
  const at = `/orders/v0/orders/${id}/shipmentConfirmation`;
  const order = await get(id);
  expect((await test_.amazon(at, confirmation(order, { carrierCode: 'Hermes' }))).status).toBe(204);
  expect((await get(id)).fulfillment?.fulfillmentStatus).toBe('UNSHIPPED');
  expect((await test_.amazon(at, confirmation(order, { carrierCode: 'Other', carrierName: 'Hermes' }))).status).toBe(
    204,
  );
  expect((await get(id)).packages).toMatchObject([{ carrier: 'Hermes' }]);
});

test('whoever is too fast gets 429 with the rate and a request id', async () => {
  test_.world.faults.switch({ throttleAll: true });
  const refused = await test_.amazon(`/orders/2026-01-01/orders?${since}`);
  test_.world.faults.switch({ throttleAll: false });
  expect([
    refused.status,
    refused.headers.get('x-amzn-ratelimit-limit'),
    Boolean(refused.headers.get('x-amzn-requestid')),
  ]).toEqual([429, String(0.0056 * 600), true]);
  expect(JSON.stringify(refused.body)).toContain('QuotaExceeded');
});

test('without a valid token nothing is told', async () => {
  const ask = async (token: string) =>
    (
      await fetch(`${test_.url}/orders/2026-01-01/orders?${since}`, {
        headers: token ? { 'x-amz-access-token': token } : {},
      })
    ).status;
  expect([await ask(''), await ask('Atza|invented')]).toEqual([403, 403]);
});

test('each shipped order is in exactly one settlement, whose file is found by the reports and cannot be requested', async () => {
  const { settlement } = await test_.post<{
    settlement: { reportId: string; documentId: string; totalCents: number; orders: string[] };
  }>('/settlements/close');
  expect(settlement.orders.length).toBeGreaterThan(0);
  expect(await test_.post('/settlements/close')).toEqual({ settlement: null });
  const type = 'GET_V2_SETTLEMENT_REPORT_DATA_FLAT_FILE_V2';
  const { body } = await test_.amazon(`/reports/2021-06-30/reports?reportTypes=${type}`);
  expect((body as { reports: { reportId: string }[] }).reports.map((report) => report.reportId)).toContain(
    settlement.reportId,
  );
  const document = (await test_.amazon(`/reports/2021-06-30/documents/${settlement.documentId}`)).body as {
    url: string;
  };
  expect((await fetch(document.url)).status).toBe(200);
  expect((await fetch(`${test_.url}/files/invented`)).status).toBe(403);
  expect((await test_.amazon('/reports/2021-06-30/reports', { reportType: type })).status).toBe(400);
});
