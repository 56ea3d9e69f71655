import { Backfill } from '@kontor/domain/channels/backfill.entity';
import { ChannelDay } from '@kontor/domain/channels/channel-day.entity';
import { storeBackfillPage } from '@kontor/domain/orders/backfill-orders';
import { storeMovements } from '@kontor/domain/settlements/store-movements';
import { anIncomingOrder } from '@kontor/domain/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApi, type TestApi } from '../testing.ts';
import { as, change, show } from './channels.testing.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());

test('a backfill is previewed, started, watched and stopped', async () => {
  const { channelId } = api;
  await api.place(anIncomingOrder());
  const period = { channelId, fromDay: '2026-11-20', toDay: '2026-11-21' };
  const ask = 'query($input: BackfillInput!) { backfillPreview(input: $input) { problem known } }';
  expect((await api.graphql(ask, { input: period })).data).toEqual({ backfillPreview: { problem: null, known: 1 } });
  expect((await api.graphql(ask, { input: { ...period, toDay: '2026-11-19' } })).data).toEqual({
    backfillPreview: { problem: 'the end is not after the beginning', known: 0 },
  });
  const started = await change(
    api,
    'startBackfill',
    period,
    await as(api, 'clerk'),
    'id state startsAt endsAt requestedBy',
  );
  const { id } = started.data!.startBackfill as { id: string };
  expect(started.data!.startBackfill).toMatchObject({
    state: 'running',
    startsAt: '2026-11-19T23:00:00.000Z',
    endsAt: '2026-11-21T23:00:00.000Z',
    requestedBy: 'staff:clerk',
  });
  const page = { orders: [anIncomingOrder()], unreadable: [], next: 'more', completeUntil: new Date() };
  await storeBackfillPage(api.ctx(), await api.ctx().em.findOneOrFail(Backfill, id), page);
  const list = `{ backfills(channelId: "${channelId}") { totalCount edges { node { seen imported state } } } }`;
  expect((await api.graphql(list)).data).toEqual({
    backfills: { totalCount: 1, edges: [{ node: { seen: 1, imported: 1, state: 'running' } }] },
  });
  await change(api, 'stopBackfill', { backfillId: id }, await as(api, 'clerk'));
  expect((await change(api, 'stopBackfill', { backfillId: id })).errors?.[0]?.extensions.rejection).toBe(
    'backfill_not_running',
  );
  const wrong = await change(api, 'startBackfill', { ...period, fromDay: 'yesterday' });
  expect(wrong.errors?.[0]?.extensions.rejection).toBe('period_invalid');
});

test('days come newest first, page by page, in one go for all channels', async () => {
  const { em } = api.ctx();
  const days = ['2026-11-20', '2026-11-21', '2026-11-22', '2026-11-23', '2026-11-24'];
  for (const day of days)
    await em.insert(ChannelDay, {
      channelId: api.channelId,
      day,
      state: day === '2026-11-23' ? 'gap' : 'proved',
      until: new Date(`${day}T23:00:00Z`),
      reported: 10,
      known: day === '2026-11-23' ? 9 : 10,
      missing: day === '2026-11-23' ? [{ channelOrderId: '302-1', problem: 'gone' }] : [],
      askedAt: new Date(),
    });
  const fields = 'totalCount edges { node { day } } pageInfo { hasNextPage endCursor }';
  const first = (await show(api, `days(first: 3) { ${fields} }`)).days;
  expect([first.totalCount, first.edges.map(({ node }) => node.day)]).toEqual([5, days.slice(2).reverse()]);
  const rest = (await show(api, `days(first: 3, after: "${first.pageInfo.endCursor}") { ${fields} }`)).days;
  expect(rest.edges.map(({ node }) => node.day)).toEqual(['2026-11-21', '2026-11-20']);
  expect(rest.pageInfo.hasNextPage).toBe(false);
  const { data } = await api.graphql(
    '{ channels { days(first: 2) { edges { node { state known missing { channelOrderId problem } } } } } }',
  );
  expect(data).toMatchObject({
    channels: [
      {
        days: {
          edges: [
            { node: { state: 'proved', known: 10, missing: [] } },
            { node: { state: 'gap', known: 9, missing: [{ channelOrderId: '302-1', problem: 'gone' }] } },
          ],
        },
      },
    ],
  });
  expect((await api.graphql('{ channels { days(after: "x") { totalCount } } }')).errors?.[0]?.extensions.code).toBe(
    'BAD_USER_INPUT',
  );
});

test('limits are those of the account, filled up to now', async () => {
  const { em } = api.ctx();
  await em.execute(
    `insert into call_limit (key, rate_per_second, burst, tokens, filled_at, taken, refused) values
       ('A1SELLER/searchOrders', 1, 20, 3, now() - interval '1 hour', true, 2), ('A1SELLER2/searchOrders', 1, 20, 3, now(), true, 0)`,
  );
  expect((await show(api, 'limits { operation tokens refused }')).limits).toEqual([
    { operation: 'searchOrders', tokens: 20, refused: 2 },
  ]);
});

test('the money that a channel has still to pay is shown by what holds it back, and by order', async () => {
  const order = anIncomingOrder();
  await api.place(order);
  const movement = {
    movementId: 'm-1',
    channelOrderId: order.channelOrderId,
    type: 'Shipment',
    status: 'deferred' as const,
    postedAt: new Date('2026-11-20T08:00:00Z'),
    amountCents: 3_386,
    currency: 'EUR',
  };
  const fee = { ...movement, movementId: 'm-2', channelOrderId: null, status: 'released' as const, amountCents: -40 };
  const paid = { ...movement, movementId: 'm-3', channelOrderId: 'another', amountCents: 1 };
  await storeMovements(api.ctx(), { channelId: api.channelId, movements: [movement, fee, paid], cursor: null });
  await api.ctx().em.execute(
    `insert into settlement (id, channel_id, account, report_id, settlement_id, sha256, raw, state, fetched_at)
     select gen_random_uuid(), id, account, 'R', 'S-1', '', '', 'matched', now() from channel`,
  );
  await api
    .ctx()
    .em.execute(`update movement set settlement_id = (select id from settlement) where movement_id = 'm-3'`);
  const fields = 'movements since deferred { amount currency } released { amount currency }';
  expect((await show(api, `money { ${fields} }`)).money).toEqual([
    {
      movements: 2,
      since: '2026-11-20T08:00:00.000Z',
      deferred: { amount: 3_386, currency: 'EUR' },
      released: { amount: -40, currency: 'EUR' },
    },
  ]);
  const asked = `query($search: String!) { orders(filter: { search: $search }) { edges { node { movements { type status settlement amount { amount } } } } } }`;
  const { data } = await api.graphql<{ orders: { edges: { node: object }[] } }>(asked, {
    search: order.channelOrderId,
  });
  expect(data!.orders.edges[0]!.node).toEqual({
    movements: [{ type: 'Shipment', status: 'deferred', settlement: null, amount: { amount: 3_386 } }],
  });
});
