import { afterAll, beforeAll, expect, test } from 'vitest';
import { accessToken, openTestWorld, type TestWorld } from '../testing.ts';
import { accounts } from './accounts.ts';
import { changeOrder, findOrder, saveOrder } from './order-store.ts';

let test_: TestWorld;
beforeAll(async () => {
  test_ = await openTestWorld({ SANDBOX_SECOND_SELLER_SHARE: '0.5' });
});
afterAll(() => test_.close());

interface Refusal {
  errors: { code: string; message: string }[];
}
const orders = '/orders/2026-01-01/orders';
const since = 'lastUpdatedAfter=2026-01-01T00:00:00Z';
const subscription = '/notifications/v1/subscriptions';
const place = async (o: object = {}): Promise<string> =>
  (await test_.post<{ orderIds: string[] }>('/orders', o)).orderIds[0]!;

test.each([
  [`${orders}?${since}&createdBefore=2026-01-01T00:00:00Z`, 'createdBefore cannot be combined'],
  [`${orders}?${since}&lastUpdatedBefore=2025-01-01T00:00:00Z`, 'must not be before'],
  [`${orders}?createdAfter=2020-01-01T00:00:00Z`, 'two years'],
  [`${orders}?${since}&fulfillmentStatuses=LOST`, 'LOST is not a value of fulfillmentStatuses'],
  [`${orders}?${since}&fulfilledBy=NOBODY`, 'NOBODY is not a value of fulfilledBy'],
  [`${orders}?${since}&maxResultsPerPage=many`, 'between 1 and 100'],
  [`${orders}?${since}&marketplaceIds=${Array.from({ length: 51 }, () => 'A').join()}`, 'between 0 and 50'],
  [`${orders}?${since}&marketplaceIds=`, 'is empty'],
  [`${orders}?${since}&fulfilledBy=MERCHANT&fulfilledBy=AMAZON`, 'given twice'],
  [`${orders}?lastUpdatedAfter=2026-01-01`, 'ISO 8601'],
  [`${orders}/no-order`, 'is not an order id'],
  [`${orders}/303-0000000-0000000?toString=1`, 'toString is not known'],
  ['/feeds/2021-06-30/feeds?feedTypes=UPLOAD_VAT_INVOICE&processingStatuses=LOST', 'LOST is not a value'],
  ['/feeds/2021-06-30/feeds/7?verbose=true', 'verbose is not known'],
  ['/reports/2021-06-30/documents/7?enableContentEncodingUrlHeader=yes', 'must be true or false'],
  [`${subscription}/ORDER_CHANGE?pageSize=30`, 'pageSize is not known'],
  [subscription, 'notificationTypes must be given'],
  ['/solicitations/v1/orders/303-0000000-0000000?marketplaceIds=A,B', 'between 1 and 1'],
])('%s is answered with 400: %s', async (at, words) => {
  const { status, body } = await test_.amazon(at);
  expect([status, (body as Refusal).errors[0]]).toEqual([
    400,
    expect.objectContaining({ code: 'InvalidInput', message: expect.stringContaining(words) }),
  ]);
});

const post = async (text: string, type: string | null, at = '/feeds/2021-06-30/documents') => {
  const headers = { 'x-amz-access-token': await accessToken(test_.url), ...(type ? { 'content-type': type } : {}) };
  const answer = await fetch(test_.url + at, { method: 'POST', headers, body: Buffer.from(text) });
  return { status: answer.status, body: (await answer.json()) as Refusal };
};
const right = '{"contentType":"text/xml"}';

test.each([
  ['JSON', right, 'application/json; charset=utf-8', 201, undefined],
  ['JSON without a content type', right, null, 201, undefined],
  ['no JSON', '{"contentType"', 'application/json', 400, 'InvalidInput'],
  ['another content type', right, 'text/plain', 415, 'UnsupportedMediaType'],
  ['far too much', `"${'x'.repeat(300_000)}"`, 'application/json', 413, 'RequestTooLarge'],
  ['a name too many', '{"contentType":"text/xml","size":1}', 'application/json', 400, 'InvalidInput'],
  ['a wrong type', '{"contentType":1}', 'application/json', 400, 'InvalidInput'],
  ['nothing', '', 'application/json', 400, 'InvalidInput'],
])('a body of %s', async (_, text, type, status, code) => {
  const answer = await post(text, type);
  expect([answer.status, answer.body.errors?.[0]?.code]).toEqual([status, code]);
});

test.each(['/orders/2026-01-01/order', '/orders/v0/orders', '/reports/2021-06-30/schedules', '/feeds/%E0%A4%A'])(
  '%s is nothing this Amazon knows, said in Amazon’s form',
  async (at) => {
    const { status, body } = await test_.amazon(at);
    expect([status >= 400 && status < 500, (body as Refusal).errors[0]?.code]).toEqual([true, expect.any(String)]);
  },
);

test('a seller sees, reads and ships its own orders only', async () => {
  const [ours, theirs] = [await place(), await place({ sellerId: accounts[1].sellerId })];
  const ask = async (index: number, at: string): Promise<Response> =>
    fetch(test_.url + at, { headers: { 'x-amz-access-token': await accessToken(test_.url, index) } });
  const seen = async (index: number): Promise<string[]> => {
    const { orders: list } = (await (await ask(index, `${orders}?${since}`)).json()) as {
      orders: { orderId: string }[];
    };
    return list.map(({ orderId }) => orderId);
  };
  await expect.poll(() => seen(0), { timeout: 10_000 }).toContain(ours);
  await expect.poll(() => seen(1), { timeout: 10_000 }).toContain(theirs);
  expect([(await seen(0)).includes(theirs), (await seen(1)).includes(ours)]).toEqual([false, false]);
  const status = async (index: number, id: string): Promise<number> => (await ask(index, `${orders}/${id}`)).status;
  expect([await status(0, ours), await status(0, theirs), await status(1, theirs), await status(1, ours)]).toEqual([
    200, 404, 200, 404,
  ]);
  const confirmed = await post('{}', 'application/json', `/orders/v0/orders/${theirs}/shipmentConfirmation`);
  expect(confirmed.status).toBe(400);
});

test('a search by creation finds an order by the time it was placed, however late it changed', async () => {
  const id = await place({ deliveredDaysAgo: 20 });
  const { createdTime } = findOrder(test_.world, id)!.order;
  changeOrder(test_.world, id, ['UNSHIPPED'], ({ order }) => (order.fulfillment!.fulfillmentStatus = 'CANCELLED'));
  saveOrder(test_.world, findOrder(test_.world, id)!);
  const around = (ms: number): string => new Date(Date.parse(createdTime) + ms).toISOString();
  const found = async (after: number, before: number): Promise<string[]> => {
    const period = `createdAfter=${around(after)}&createdBefore=${around(before)}`;
    const { body } = await test_.amazon(`${orders}?${period}`);
    return (body as { orders: { orderId: string }[] }).orders.map(({ orderId }) => orderId);
  };
  expect(await found(-1_000, 1_000)).toEqual([id]);
  expect([await found(1_000, 2_000), await found(-2_000, -1_000)]).toEqual([[], []]);
});
