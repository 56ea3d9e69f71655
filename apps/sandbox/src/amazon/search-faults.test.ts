import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openTestWorld, type TestWorld } from '../testing.ts';
import type { AmazonOrder } from './amazon-order.ts';
import { findOrder } from './order-store.ts';

let test_: TestWorld;
const count = 30;
beforeAll(async () => {
  // So fast that no search is ever too many.
  test_ = await openTestWorld({ SANDBOX_SPEED: '20000' });
  await test_.post('/orders', { count });
  await vi.waitUntil(async () => (await pages()).ids.length === count, { timeout: 20_000 });
});
afterAll(() => test_.close());

interface Page {
  orders: { orderId: string; orderItems: unknown }[];
  pagination?: { nextToken: string };
  lastUpdatedBefore: string;
}
const since = 'lastUpdatedAfter=2026-01-01T00:00:00Z&maxResultsPerPage=10';
const search = async (token?: string): Promise<Page> =>
  (await test_.amazon(`/orders/2026-01-01/orders?${since}${token ? `&paginationToken=${token}` : ''}`)).body;
const set = (faults: object): Promise<unknown> => test_.post('/faults', faults);

/** All pages of a search, at most ten. */
async function pages(): Promise<{ sizes: number[]; ids: string[]; tokens: string[] }> {
  const read: Page[] = [];
  do read.push(await search(read.at(-1)?.pagination?.nextToken));
  while (read.at(-1)!.pagination && read.length < 10);
  return {
    sizes: read.map(({ orders }) => orders.length),
    ids: read.flatMap(({ orders }) => orders.map(({ orderId }) => orderId)),
    tokens: read.flatMap(({ pagination }) => pagination?.nextToken ?? []),
  };
}
const different = (list: string[]): number => new Set(list).size;

test('without a fault every order comes once', async () => {
  const { sizes, ids } = await pages();
  expect([sizes, different(ids)]).toEqual([[10, 10, 10], count]);
});

test('duplicatedPage gives a page twice, under two tokens', async () => {
  await set({ duplicatedPage: true });
  const { ids, tokens } = await pages();
  expect([ids.length, different(ids), different(tokens)]).toEqual([count + 10, count, tokens.length]);
  expect(ids.slice(0, 10)).toEqual(ids.slice(10, 20));
});

test('shiftingPage gives some orders twice and loses none', async () => {
  await set({ shiftingPage: true });
  const { ids } = await pages();
  expect([ids.length, different(ids)]).toEqual([count + 5, count]);
});

test('emptyPage gives an empty page before the others', async () => {
  await set({ emptyPage: true });
  const { sizes, ids } = await pages();
  expect([sizes, different(ids)]).toEqual([[0, 10, 10, 10], count]);
});

test('repeatedToken gives the token it was asked with', async () => {
  const { pagination } = await search();
  await set({ repeatedToken: true });
  expect((await search(pagination!.nextToken)).pagination).toEqual(pagination);
  expect((await search(pagination!.nextToken)).pagination).not.toEqual(pagination);
});

test('malformedOrder spoils one order of one search', async () => {
  const spoilt = async () => (await search()).orders.filter(({ orderItems }) => !Array.isArray(orderItems)).length;
  await set({ malformedOrder: true });
  expect([await spoilt(), await spoilt()]).toEqual([1, 0]);
});

test('datasetRefused refuses the data set it names and no other', async () => {
  const status = async (set_: string) =>
    (await test_.amazon(`/orders/2026-01-01/orders?${since}&includedData=${set_}`)).status;
  await set({ datasetRefused: { value: 'PACKAGES' } });
  expect([await status('BUYER'), await status('BUYER,PACKAGES'), await status('PACKAGES')]).toEqual([200, 400, 400]);
  await set({ datasetRefused: false });
  expect(await status('PACKAGES')).toBe(200);
});

test('clockBehind puts the marketplace’s clock back, or ahead', async () => {
  const off = async (): Promise<{ answer: number; header: number }> => {
    const { body, headers } = await test_.amazon(`/orders/2026-01-01/orders?${since}`);
    const minutes = (text: string): number => Math.round((Date.parse(text) - Date.now()) / 60_000) + 0;
    return { answer: minutes((body as Page).lastUpdatedBefore), header: minutes(headers.get('date')!) };
  };
  expect(await off()).toEqual({ answer: 0, header: 0 });
  await set({ clockBehind: { value: 600 } });
  expect(await off()).toEqual({ answer: -10, header: -10 });
  const { orderIds } = await test_.post<{ orderIds: string[] }>('/orders');
  const { order } = (await test_.amazon(`/orders/2026-01-01/orders/${orderIds[0]}`)).body as { order: AmazonOrder };
  expect(Math.round((Date.parse(order.createdTime) - Date.now()) / 60_000)).toBe(-10);
  await set({ clockBehind: { value: -600 } });
  expect(await off()).toEqual({ answer: 10, header: 10 });
  await set({ clockBehind: false });
});

test('wholeSeconds lets orders of one second share their time, and pages still hold each of them once', async () => {
  await set({ wholeSeconds: true });
  const { orderIds } = await test_.post<{ orderIds: string[] }>('/orders', { count: 25 });
  const changed = orderIds.map((id) => findOrder(test_.world, id)!.order.lastUpdatedTime);
  expect(changed.every((at) => at.endsWith('.000Z'))).toBe(true);
  expect(different(changed)).toBeLessThan(3);
  const seen = async (): Promise<string[]> => (await pages()).ids.filter((id) => orderIds.includes(id));
  await expect.poll(seen, { timeout: 20_000, interval: 500 }).toHaveLength(25);
});
