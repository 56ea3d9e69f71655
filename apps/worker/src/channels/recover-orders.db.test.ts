import { runningBackfill, storeBackfillPage } from '@kontor/domain/orders/backfill-orders';
import { startBackfill, stopBackfill } from '@kontor/domain/channels/start-backfill';
import type { IncomingOrder } from '@kontor/domain/channels/incoming-order';
import { ConnectorError } from '@kontor/domain/kernel/connector-error';
import { anIncomingOrder } from '@kontor/domain/testing';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestWorld, type TestWorld } from '../testing.ts';
import { backfillOrdersJob } from './backfill-orders.job.ts';
import { fakeChannel, runWith, type FakeChannel } from './fake-channel.testing.ts';
import { proveDaysJob } from './prove-days.job.ts';
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

const knows = (...orders: IncomingOrder[]): void =>
  orders.forEach((order) => channel.orders.set(order.channelOrderId, order));
const missingTickets = () => world.rows(`select 1 from ticket where reason = 'orders_missing' and status = 'open'`);
const signal = ({ channelOrderId, channelUpdatedAt: at }: IncomingOrder, receipt: string) => ({
  channelOrderId,
  at,
  receipt,
});

const backfill = async () =>
  (
    await world.rows<Record<string, unknown>>(
      'select state, seen, imported, changed, next, last_error from backfill order by created_at desc, id desc limit 1',
    )
  )[0];
const period = { from: new Date('2026-10-01T00:00:00Z'), to: new Date('2026-10-02T00:00:00Z') };
const page = (orders: IncomingOrder[], next: string | null) => ({
  orders,
  unreadable: [],
  next,
  completeUntil: period.to,
});

test('a backfill brings each order once, page by page, and goes on where it was when a worker dies', async () => {
  const orders = Array.from({ length: 5 }, () => anIncomingOrder());
  channel.signals = [signal(orders[0]!, 'r')];
  knows(orders[0]!);
  await run(receiveChangesJob, ofChannel);
  channel.pages = [page(orders.slice(0, 2), '1'), page(orders.slice(1, 4), '2'), page(orders.slice(4), null)];
  const { id } = await startBackfill(world.ctx('staff:anna'), { ...ofChannel, ...period });
  await run(backfillOrdersJob, { backfillId: id });
  expect(await backfill()).toMatchObject({ state: 'running', next: '1', seen: 2, imported: 1, changed: 0 });
  channel.failing.set(
    'fetchPlacedOrders',
    new ConnectorError('limit reached', { retryable: true, retryAfter: 179, busy: true }),
  );
  await run(backfillOrdersJob, { backfillId: id });
  expect(await backfill()).toMatchObject({ state: 'running', next: '1', last_error: 'limit reached' });
  channel.failing.set('fetchPlacedOrders', new Error('killed'));
  await expect(run(backfillOrdersJob, { backfillId: id })).rejects.toThrow('killed');
  // Two workers have fetched the same page.
  const known = (await runningBackfill(world.ctx(), id))!;
  const store = () => storeBackfillPage(world.ctx('channel'), known, page(orders.slice(1, 4), '2'));
  await Promise.all([store(), store()]);
  expect(await backfill()).toMatchObject({ next: '2', seen: 5, imported: 3, last_error: null });
  await run(backfillOrdersJob, { backfillId: id });
  expect(await backfill()).toMatchObject({ state: 'done', next: null, seen: 6, imported: 4 });
  const ended = await world.rows(`select 1 from history where type = 'BackfillFinished'`);
  expect(ended).toHaveLength(1);
});

test('a backfill is refused where it makes no sense, and stops when somebody stops it', async () => {
  const start = (from: string, to: string) =>
    startBackfill(world.ctx(), { ...ofChannel, from: new Date(from), to: new Date(to) });
  await expect(start('2026-10-02T00:00:00Z', '2026-10-01T00:00:00Z')).rejects.toMatchObject({ code: 'period_invalid' });
  await expect(start('2020-10-01T00:00:00Z', '2026-10-01T00:00:00Z')).rejects.toMatchObject({ code: 'period_invalid' });
  const { id } = await startBackfill(world.ctx(), { ...ofChannel, ...period });
  await stopBackfill(world.ctx(), { backfillId: id });
  channel.pages = [page([anIncomingOrder()], null)];
  await run(backfillOrdersJob, { backfillId: id });
  expect(channel.asked).toEqual([]);
  await expect(stopBackfill(world.ctx(), { backfillId: id })).rejects.toMatchObject({ code: 'backfill_not_running' });
});

const days = () =>
  world.rows<Record<string, unknown>>(
    'select day, state, reported, known, recovered, missing from channel_day order by day',
  );

test('each day is compared with the channel’s own list; what is missing is fetched, what cannot be is a ticket that closes itself', async () => {
  const [here, lost, gone] = [anIncomingOrder(), anIncomingOrder(), anIncomingOrder()];
  knows(here, lost);
  channel.signals = [signal(here, 'r')];
  await run(receiveChangesJob, ofChannel);
  await run(proveDaysJob, ofChannel);
  expect((await days()).map(({ day, state }) => `${day} ${state}`)).toEqual([
    '2026-11-18 listed',
    '2026-11-19 listed',
    '2026-11-20 listed',
  ]);
  await run(proveDaysJob, ofChannel);
  expect((await days()).map(({ state }) => state)).toEqual(['listed', 'listed', 'listed']);
  channel.list = {
    state: 'ready',
    orders: [here, lost, gone, here].map(({ channelOrderId, placedAt }) => ({ channelOrderId, placedAt })),
  };
  await world.rows(`update channel_day set state = 'proved' where day < '2026-11-20'`);
  await run(proveDaysJob, ofChannel);
  expect((await days()).at(-1)).toEqual({
    day: '2026-11-20',
    state: 'gap',
    reported: 3,
    known: 2,
    recovered: 1,
    missing: [{ channelOrderId: gone.channelOrderId, problem: 'the channel does not know it any more' }],
  });
  expect(await missingTickets()).toHaveLength(1);
  knows(gone);
  world.clock.now = new Date('2026-11-20T09:40:00Z');
  await run(proveDaysJob, ofChannel);
  await run(proveDaysJob, ofChannel);
  expect((await days()).at(-1)).toMatchObject({ state: 'proved', reported: 3, known: 3, recovered: 2, missing: [] });
  expect(await missingTickets()).toEqual([]);
});

test('a proved day rests; a list that the channel gave up is asked for again', async () => {
  await world.rows('delete from channel_day');
  channel.list = { state: 'ready', orders: [] };
  for (let n = 0; n < 4; n += 1) await run(proveDaysJob, ofChannel);
  expect(channel.asked.filter((call) => call === 'requestOrderList')).toHaveLength(3);
  world.clock.now = new Date('2026-11-20T09:31:00Z');
  await run(proveDaysJob, ofChannel);
  expect(channel.asked.filter((call) => call === 'requestOrderList')).toHaveLength(4);
  channel.list = { state: 'failed', problem: 'FATAL' };
  await run(proveDaysJob, ofChannel);
  world.clock.now = new Date('2026-11-20T10:05:00Z');
  await run(proveDaysJob, ofChannel);
  expect(channel.asked.filter((call) => call === 'requestOrderList')).toHaveLength(5);
});
