import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { accessToken, openTestWorld, type TestWorld } from '../testing.ts';
import type { AmazonOrder } from './amazon-order.ts';

let test_: TestWorld;
let id: string;
let token: string;
beforeAll(async () => {
  test_ = await openTestWorld({ SANDBOX_SPEED: '600' });
  id = await place();
});
afterAll(() => test_.close());
beforeEach(async () => {
  token = await accessToken(test_.url);
});

const place = async (): Promise<string> => (await test_.post<{ orderIds: string[] }>('/orders')).orderIds[0]!;
const set = (faults: object): Promise<unknown> => test_.post('/faults', faults);
const call = (at: string, body?: object): Promise<Response> =>
  fetch(test_.url + at, {
    headers: { 'x-amz-access-token': token, 'content-type': 'application/json' },
    ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
  });
const getOrder = (): Promise<Response> => call(`/orders/2026-01-01/orders/${id}?includedData=PACKAGES,FULFILLMENT`);
const order = async (): Promise<AmazonOrder> => ((await (await getOrder()).json()) as { order: AmazonOrder }).order;

test.each([
  ['unauthorized', 401, 'Unauthorized'],
  ['accessDenied', 403, 'Unauthorized'],
  ['notFound', 404, 'NotFound'],
  ['throttleAll', 429, 'QuotaExceeded'],
  ['internalFailure', 500, 'InternalFailure'],
  ['unavailable', 503, 'ServiceUnavailable'],
])('%s answers %i in Amazon’s form, then all is well again', async (name, status, code) => {
  await set({ [name]: 1 });
  const refused = await getOrder();
  expect([refused.status, refused.headers.has('x-amzn-requestid')]).toEqual([status, true]);
  expect(await refused.json()).toMatchObject({ errors: [{ code, message: expect.any(String) }] });
  expect((await getOrder()).status).toBe(200);
});

test.each([
  ['htmlError', 502, 'text/html', /<h1>/],
  ['htmlAnswer', 200, 'text/html', /<h1>/],
  ['emptyAnswer', 200, null, /^$/],
])('%s answers %i without JSON', async (name, status, type, text) => {
  await set({ [name]: true });
  const answer = await getOrder();
  expect([answer.status, answer.headers.get('content-type')?.split(';')[0] ?? null]).toEqual([status, type]);
  expect(await answer.text()).toMatch(text);
  expect((await getOrder()).headers.get('content-type')).toContain('json');
});

test('tokensExpired voids the tokens that are out, a new one works', async () => {
  expect((await getOrder()).status).toBe(200);
  await set({ tokensExpired: true });
  const refused = await getOrder();
  expect([refused.status, await refused.text()]).toEqual([403, expect.stringContaining('expired')]);
  expect((await getOrder()).status).toBe(403);
  token = await accessToken(test_.url);
  expect((await getOrder()).status).toBe(200);
});

test.each([
  ['tokenRefused', 'invalid_grant'],
  ['tokenUnavailable', 'server_error'],
])('%s hands out no token', async (name, error) => {
  const refresh = test_.setup().then(({ clientId, clientSecret, refreshToken }) =>
    fetch(`${test_.url}/auth/o2/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'refresh_token',
        refresh_token: refreshToken,
        client_id: clientId,
        client_secret: clientSecret,
      }),
    }),
  );
  await set({ [name]: true });
  expect(await (await refresh).json()).toMatchObject({ error });
  await set({ [name]: false });
  expect(await accessToken(test_.url)).toMatch(/^Atza/);
});

const confirmation = ({ orderItems, salesChannel }: AmazonOrder, trackingNumber: string) => ({
  marketplaceId: salesChannel.marketplaceId,
  packageDetail: {
    packageReferenceId: '1',
    carrierCode: 'DHL',
    trackingNumber,
    shipDate: new Date().toISOString(),
    orderItems: orderItems.map((item) => ({ orderItemId: item.orderItemId, quantity: item.quantityOrdered })),
  },
});
const confirm = async (trackingNumber: string): Promise<Response> =>
  call(`/orders/v0/orders/${id}/shipmentConfirmation`, confirmation(await order(), trackingNumber));
const packages = async (): Promise<string[]> => ((await order()).packages ?? []).map((of) => of.trackingNumber);

test('droppedConfirmation answers 204 and forgets; droppedBefore does nothing; droppedAfter does it without an answer', async () => {
  id = await place();
  await set({ droppedConfirmation: true });
  expect((await confirm('T1')).status).toBe(204);
  expect(await packages()).toEqual([]);
  await set({ droppedBefore: { operation: 'confirmShipment' } });
  await expect(confirm('T2')).rejects.toThrow('fetch failed');
  expect(await packages()).toEqual([]);
  await set({ droppedAfter: { operation: 'confirmShipment' } });
  await expect(confirm('T3')).rejects.toThrow('fetch failed');
  expect(await packages()).toEqual(['T3']);
  expect((await confirm('T4')).status).toBe(204);
  expect(await packages()).toEqual(['T4']);
});

test('slowAnswer carries a call out at once and answers late', async () => {
  id = await place();
  await set({ slowAnswer: { operation: 'confirmShipment', value: 1 } });
  const answer = confirm('SLOW');
  let isAnswered = false;
  void answer.then(() => (isAnswered = true));
  await expect.poll(packages, { timeout: 5_000, interval: 20 }).toEqual(['SLOW']);
  expect(isAnswered).toBe(false);
  expect((await answer).status).toBe(204);
});

test('latePersonalData keeps name and address of the next order back for an hour of the world', async () => {
  const slow = await openTestWorld({ SANDBOX_SPEED: '1200' });
  try {
    await slow.post('/faults', { latePersonalData: true });
    const [late, usual] = (await slow.post<{ orderIds: string[] }>('/orders', { count: 2 })).orderIds;
    const hasName = async (of: string): Promise<boolean> =>
      'buyer' in
      ((await slow.amazon(`/orders/2026-01-01/orders/${of}?includedData=BUYER`)).body as { order: object }).order;
    expect([await hasName(late!), await hasName(usual!)]).toEqual([false, true]);
    await expect.poll(() => hasName(late!), { timeout: 10_000 }).toBe(true);
  } finally {
    await slow.close();
  }
});
