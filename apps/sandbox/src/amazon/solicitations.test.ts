import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestWorld, type TestWorld } from '../testing.ts';
import { accounts } from './accounts.ts';
import { changeOrder, findOrder } from './order-store.ts';
import { isOffered } from './solicitations.ts';

let test_: TestWorld;
beforeAll(async () => {
  test_ = await openTestWorld();
});
afterAll(() => test_.close());

const marketplace = `marketplaceIds=${accounts[0].marketplaces[0].id}`;
const at = (id: string): string => `/solicitations/v1/orders/${id}`;
const post = (id: string, query = marketplace) =>
  test_.amazon(`${at(id)}/solicitations/productReviewAndSellerFeedback?${query}`, {});

const place = async (o: object = {}): Promise<string> => {
  const { orderIds } = await test_.post<{ orderIds: string[] }>('/orders', o);
  changeOrder(test_.world, orderIds[0]!, ['UNSHIPPED'], ({ order }) => {
    order.fulfillment!.fulfillmentStatus = 'SHIPPED';
  });
  return orderIds[0]!;
};
const actions = async (id: string): Promise<{ name: string; href: string }[]> =>
  ((await test_.amazon(`${at(id)}?${marketplace}`)).body as { _links: { actions: [] } })._links.actions;

test('an old order offers the action, once', async () => {
  const id = await place({ deliveredDaysAgo: 8 });
  expect(await actions(id)).toEqual([
    {
      name: 'productReviewAndSellerFeedback',
      href: `${at(id)}/solicitations/productReviewAndSellerFeedback?${marketplace}`,
    },
  ]);
  expect(await post(id)).toMatchObject({ status: 201, body: {} });
  expect(await actions(id)).toEqual([]);
  expect(await post(id)).toMatchObject({ status: 403, body: { errors: [{ code: 'Unauthorized' }] } });
});

test('a new order offers nothing, and asking is refused', async () => {
  const id = await place();
  expect(await actions(id)).toEqual([]);
  expect((await post(id)).status).toBe(403);
});

test('exactly one marketplace of the seller must be named, and an order of it', async () => {
  const id = await place({ deliveredDaysAgo: 8 });
  expect((await post(id, '')).status).toBe(400);
  expect((await post(id, `${marketplace},A1805IZSGTT6HS`)).status).toBe(400);
  expect((await post(id, 'marketplaceIds=ATVPDKIKX0DER')).status).toBe(400);
  expect((await post(id, `${marketplace}&x=1`)).status).toBe(400);
  expect((await post('302-0000000-0000000')).status).toBe(404);
  const foreign = await place({ sellerId: accounts[1].sellerId, deliveredDaysAgo: 8 });
  expect((await post(foreign)).status).toBe(404);
});

test('the window opens five days after the earliest and closes thirty after the latest delivery', async () => {
  const stored = findOrder(test_.world, await place())!;
  const { earliestDateTime: earliest, latestDateTime: latest } = stored.order.fulfillment!.deliverByWindow;
  const day = 86_400_000;
  const [opens, closes] = [Date.parse(earliest) + 5 * day, Date.parse(latest) + 30 * day];
  expect([opens - 1, opens, closes, closes + 1].map((now) => isOffered(stored, false, now))).toEqual([
    false,
    true,
    true,
    false,
  ]);
  expect(isOffered(stored, true, opens)).toBe(false);
  stored.order.fulfillment!.fulfillmentStatus = 'UNSHIPPED';
  expect(isOffered(stored, false, opens)).toBe(false);
});
