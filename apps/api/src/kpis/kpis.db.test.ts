import { countedUntil, countFacts } from '@kontor/domain/kpis/count-facts';
import { anIncomingOrder } from '@kontor/domain/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApi, type TestApi } from '../testing.ts';

let api: TestApi;

/** Three orders of the 20th: one runs by itself, one is late, one was held and never left. */
beforeAll(async () => {
  api = await openTestApi();
  const placed = (o: object) => anIncomingOrder({ placedAt: new Date('2026-11-20T08:00:00Z'), ...o });
  await api.place(placed({}), placed({ shipBy: new Date('2026-11-20T09:00:00Z') }), placed({ shipBy: null }));
  const orders = (await api.ctx().em.execute('select id from sales_order order by ship_by nulls last')) as {
    id: string;
  }[];
  const [late, quick, held] = orders.map(({ id }) => id) as [string, string, string];
  const at = new Date('2026-11-20T10:00:00Z');
  const fact = (type: string, orderId: string, data = {}) => ({
    cursor: '9:9',
    type,
    orderId,
    ticketId: null,
    actor: 'channel',
    data,
    at,
  });
  await countFacts(api.ctx(), await countedUntil(api.ctx()), [
    ...orders.map(({ id }) => fact('OrderImported', id)),
    fact('MarketplaceShipped', quick),
    fact('MarketplaceShipped', late),
    fact('ChannelInformed', quick),
    fact('OrderHeld', held, { reasons: ['remark'] }),
  ]);
});
afterAll(() => api.close());

const figures = `orders byHand automaticShare shipped late toShipment { count p50 }`;
const lists = ['orders', 'automatic', 'by_hand', 'shipped', 'late', 'to_shipment', 'to_channel', 'to_payment'];

test('every figure is the number of orders in the list behind it', async () => {
  const { data } = await api.graphql<{ kpis: { all: object; before: object; heldFor: object[]; days: object[] } }>(
    `{ kpis(from: "2026-11-20", until: "2026-11-21") { all { ${figures} } before { orders automaticShare } days { day orders }
         heldFor { reason orders } carriers { name } overdue openTickets openItems { amount } } }`,
  );
  expect(data!.kpis.all).toMatchObject({ orders: 3, byHand: 1, shipped: 2, late: 1, toShipment: { count: 2 } });
  expect(data!.kpis.before).toEqual({ orders: 0, automaticShare: null });
  expect(data!.kpis.days).toEqual([
    { day: '2026-11-20', orders: 3 },
    { day: '2026-11-21', orders: 0 },
  ]);
  expect(data!.kpis.heldFor).toEqual([{ reason: 'remark', orders: 1 }]);
  const asked = lists.map(
    (list) =>
      `${list}: kpiOrders(list: ${list}, from: "2026-11-20", until: "2026-11-21") { totalCount edges { node { seconds order { number } } } }`,
  );
  const behind = await api.graphql<Record<string, { totalCount: number; edges: { node: { seconds: number } }[] }>>(
    `{ ${asked.join(' ')} held: kpiOrders(list: held, key: "remark", from: "2026-11-20", until: "2026-11-20") { totalCount edges { node { seconds } } } }`,
  );
  expect(Object.fromEntries(Object.entries(behind.data!).map(([list, { totalCount }]) => [list, totalCount]))).toEqual({
    orders: 3,
    automatic: 2,
    by_hand: 1,
    shipped: 2,
    late: 1,
    to_shipment: 2,
    to_channel: 1,
    to_payment: 0,
    held: 1,
  });
  expect(behind.data!.to_shipment!.edges.map(({ node }) => node.seconds)).toEqual([7_200, 7_200]);
});

test('the list goes on page by page without a gap, and begins with the slowest when asked', async () => {
  const page = async (after: string | null) =>
    (
      await api.graphql<{
        kpiOrders: {
          edges: { node: { order: { number: string } } }[];
          pageInfo: { hasNextPage: boolean; endCursor: string };
        };
      }>(
        `query P($after: String) { kpiOrders(list: orders, from: "2026-11-20", until: "2026-11-20", first: 2, after: $after) {
           edges { node { order { number } } } pageInfo { hasNextPage endCursor } } }`,
        { after },
      )
    ).data!.kpiOrders;
  const first = await page(null);
  const second = await page(first.pageInfo.endCursor);
  const seen = [...first.edges, ...second.edges].map(({ node }) => node.order.number);
  expect([new Set(seen).size, second.pageInfo.hasNextPage]).toEqual([3, false]);
  const slowest = await api.graphql(
    `{ kpiOrders(list: to_shipment, from: "2026-11-20", until: "2026-11-20", slowest: true, first: 1) { edges { node { seconds } } pageInfo { hasNextPage } } }`,
  );
  expect(slowest.data).toEqual({
    kpiOrders: { edges: [{ node: { seconds: 7_200 } }], pageInfo: { hasNextPage: false } },
  });
});

test('a period that is none is refused with what it should be', async () => {
  for (const [from, until] of [
    ['2026-11-21', '2026-11-20'],
    ['yesterday', '2026-11-20'],
    ['2020-01-01', '2026-11-20'],
  ]) {
    const { errors } = await api.graphql(`{ kpis(from: "${from}", until: "${until}") { overdue } }`);
    expect(errors?.[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } });
    expect(errors?.[0]?.message).toContain('at most 400 days');
  }
});

test('what is open in money is for those who keep the books', async () => {
  const signedIn = await api.signIn('warehouse@kontor.test', 'correct horse');
  const cookie = signedIn.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  const { data } = await api.graphql<{ kpis: object }>(
    `{ kpis(from: "2026-11-20", until: "2026-11-20") { openItems { amount } } }`,
    {},
    { cookie, authorization: '' },
  );
  expect(data!.kpis).toEqual({ openItems: null });
});
