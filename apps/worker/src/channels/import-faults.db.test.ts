import type { IncomingOrder } from '@kontor/domain/channels/incoming-order';
import { ConnectorError } from '@kontor/domain/kernel/connector-error';
import { jobs } from '@kontor/domain/process';
import { anIncomingOrder } from '@kontor/domain/testing';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestWorld, type TestWorld } from '../testing.ts';
import { worldJobs } from '../world-jobs.ts';
import { databaseJobs } from '../database-jobs.ts';
import { fakeChannel, runWith, type FakeChannel } from './fake-channel.testing.ts';
import { fetchMovementsJob } from './fetch-movements.job.ts';
import { fetchOrdersJob } from './fetch-orders.job.ts';
import { receiveChangesJob } from './receive-changes.job.ts';

let world: TestWorld;
let channel: FakeChannel;
let run: ReturnType<typeof runWith>['run'];
let ofChannel: { channelId: string };
beforeAll(async () => {
  world = await openTestWorld();
  ofChannel = { channelId: world.channelId };
});
afterAll(() => world.close());
beforeEach(() => {
  channel = fakeChannel();
  ({ run } = runWith(world, channel));
  world.clock.now = new Date('2026-11-20T09:00:00Z');
});

const signals = (...orders: IncomingOrder[]): void => {
  channel.signals = orders.map(({ channelOrderId, channelUpdatedAt: at }) => ({
    channelOrderId,
    at,
    receipt: `r-${channelOrderId}`,
  }));
};
const knows = (...orders: IncomingOrder[]): void =>
  orders.forEach((order) => channel.orders.set(order.channelOrderId, order));
const storedIds = async (orders: IncomingOrder[]): Promise<string[]> =>
  (
    await world.rows<{ id: string }>('select channel_order_id as id from sales_order where channel_order_id in (?)', [
      orders.map(({ channelOrderId }) => channelOrderId),
    ])
  ).map(({ id }) => id);
const channelRow = async () =>
  (
    await world.rows<{ last_error: string | null; paused: boolean; cursor: Date; movement_cursor: Date }>(
      'select last_error, paused, cursor, movement_cursor from channel',
    )
  )[0]!;
const page = (orders: IncomingOrder[], next: string | null = null, until = '2026-11-20T08:58:00Z') => ({
  orders,
  unreadable: [],
  next,
  completeUntil: new Date(until),
});

test('every job of the process has somebody who does it', () => {
  const done = new Set([...worldJobs, ...databaseJobs].map(({ definition }) => definition.name));
  expect(jobs.filter(({ definition }) => !done.has(definition.name)).map(({ definition }) => definition.name)).toEqual(
    [],
  );
});

// field.md 4
test('one order that cannot be read stops no other: it becomes a ticket and its signal is forgotten', async () => {
  const [good, bad] = [anIncomingOrder(), anIncomingOrder()];
  knows(good);
  signals(bad, good);
  channel.failing.set('fetchOrder', new ConnectorError('Amazon: unreadable order: status', { retryable: false }));
  await run(receiveChangesJob, ofChannel);
  expect(await storedIds([good, bad])).toEqual([good.channelOrderId]);
  expect(channel.asked.at(-1)).toBe(`forgetChanges r-${bad.channelOrderId},r-${good.channelOrderId}`);
  const tickets = await world.rows<{ reason: string }>(
    `select reason from ticket where evidence ->> 'channelOrderId' = ?`,
    [bad.channelOrderId],
  );
  expect(tickets).toEqual([{ reason: 'unreadable_order' }]);
});

// channels.md § 10, pitfall 6; field.md 11
test('when no call is left in the middle of the signals, what was read is stored and the rest waits: no call is spent twice', async () => {
  const orders = [anIncomingOrder(), anIncomingOrder(), anIncomingOrder()];
  knows(...orders);
  signals(...orders);
  const limited = { ...channel };
  limited.fetchOrder = (id) =>
    id === orders[2]!.channelOrderId
      ? Promise.reject(new ConnectorError('getOrder: limit reached', { retryable: true, retryAfter: 60, busy: true }))
      : channel.fetchOrder(id);
  await runWith(world, limited).run(receiveChangesJob, ofChannel);
  expect(await storedIds(orders)).toHaveLength(2);
  expect(await channelRow()).toMatchObject({ last_error: null, paused: false });
  await run(receiveChangesJob, ofChannel);
  expect(await storedIds(orders)).toHaveLength(3);
  expect(channel.asked.filter((asked) => asked.startsWith('fetchOrder'))).toHaveLength(3);
});

// field.md 6
test('the same signal twice in the same instant, taken by two workers at once, stores the order once', async () => {
  const order = anIncomingOrder();
  knows(order);
  signals(order, order);
  await Promise.all([run(receiveChangesJob, ofChannel), run(receiveChangesJob, ofChannel)]);
  expect(await storedIds([order])).toHaveLength(1);
  const imported = await world.rows(
    `select 1 from history where type = 'OrderImported' and data ->> 'channelOrderId' = ?`,
    [order.channelOrderId],
  );
  expect(imported).toHaveLength(1);
});

// channels.md § 10, pitfall 7; field.md 1 and 2
test('each poll reads two minutes again and moves on with its last page only: same-second and late orders are not lost', async () => {
  const [first, second, sameSecond] = [anIncomingOrder(), anIncomingOrder(), anIncomingOrder()];
  channel.pages = [page([first], 'more'), page([second])];
  await run(fetchOrdersJob, ofChannel);
  channel.pages = [page([first, second, sameSecond], null, '2026-11-20T09:30:00Z')];
  await run(fetchOrdersJob, ofChannel);
  expect(channel.asked.at(-1)).toBe('fetchOrders 2026-11-20T08:56:00.000Z');
  expect(await storedIds([first, second, sameSecond])).toHaveLength(3);
  channel.pages = [page([], 'more', '2026-11-20T10:00:00Z')];
  await expect(run(fetchOrdersJob, ofChannel)).rejects.toThrow();
  expect(new Date((await channelRow()).cursor)).toEqual(new Date('2026-11-20T09:30:00Z'));
});

// channels.md § 10, pitfall 6
test('a poll that runs out of calls goes on with its next page, cursor unmoved until the last; after any other error it begins again', async () => {
  const orders = [anIncomingOrder(), anIncomingOrder(), anIncomingOrder()] as const;
  const { cursor } = await channelRow();
  /** The page after the first fails; the pages that are left stay for the next run. */
  const failsAt = (next: string, busy: boolean): void => {
    const { fetchOrders } = channel;
    channel.fetchOrders = async (since, page) => {
      if (page === next) channel.failing.set('fetchOrders', new ConnectorError('no', { retryable: true, busy }));
      channel.fetchOrders = page === next ? fetchOrders : channel.fetchOrders;
      return fetchOrders(since, page);
    };
  };
  await world.rows('update channel set next_page = null');
  failsAt('p2', true);
  channel.pages = [page([orders[0]], 'p2'), page([orders[1]], 'p3'), page([orders[2]], null, '2026-11-20T09:40:00Z')];
  await run(fetchOrdersJob, ofChannel);
  expect([await storedIds([...orders]), (await channelRow()).cursor]).toEqual([[orders[0].channelOrderId], cursor]);
  failsAt('p3', false);
  await run(fetchOrdersJob, ofChannel);
  await run(fetchOrdersJob, ofChannel);
  const since = 'fetchOrders 2026-11-20T09:28:00.000Z';
  expect(channel.asked).toEqual([since, 'fetchOrders p2', 'fetchOrders p2', 'fetchOrders p3', since]);
  expect(await storedIds([...orders])).toHaveLength(3);
  expect(new Date((await channelRow()).cursor)).toEqual(new Date('2026-11-20T09:40:00Z'));
});

// field.md 4
test('an error is shown until the job that had it succeeds; no error switches the import off', async () => {
  channel.failing.set('fetchOrders', new ConnectorError('Amazon: 503', { retryable: true }));
  await run(fetchOrdersJob, ofChannel);
  await run(receiveChangesJob, ofChannel);
  expect(await channelRow()).toMatchObject({ last_error: 'Amazon: 503', paused: false });
  channel.pages = [page([])];
  await run(fetchOrdersJob, ofChannel);
  expect(await channelRow()).toMatchObject({ last_error: null });
});

test('movements are stored once, take their newest state, and are read again for as long as the channel shows them late', async () => {
  const order = anIncomingOrder();
  channel.pages = [page([order], null, '2026-11-20T10:10:00Z')];
  await run(fetchOrdersJob, ofChannel);
  const movement = {
    movementId: 'm-1',
    channelOrderId: order.channelOrderId,
    type: 'Shipment',
    status: 'deferred' as const,
    postedAt: new Date('2026-11-20T08:00:00Z'),
    amountCents: 3_386,
    currency: 'EUR',
  };
  channel.movements = [movement, { ...movement, movementId: 'm-2', channelOrderId: null }];
  await run(fetchMovementsJob, ofChannel);
  channel.movements = [{ ...movement, status: 'released' }];
  await run(fetchMovementsJob, ofChannel);
  expect(channel.asked.at(-1)).toBe('fetchMovements 2026-11-20T08:00:00.000Z');
  const rows = await world.rows<{ id: string }>(
    `select m.movement_id as id, m.status, o.channel_order_id as "of" from movement m
       left join sales_order o on o.id = m.order_id order by 1`,
  );
  expect(rows).toEqual([
    { id: 'm-1', status: 'released', of: order.channelOrderId },
    { id: 'm-2', status: 'deferred', of: null },
  ]);
  world.clock.now = new Date('2026-11-20T12:30:00Z');
  await run(fetchMovementsJob, ofChannel);
  expect(channel.asked.at(-1)).toBe('fetchMovements 2026-11-18T09:00:00.000Z');
});
