import { continueChannel, pauseChannel, runChannelNow } from '@kontor/domain/channels/pause-channel';
import { setChannelRhythm } from '@kontor/domain/channels/set-channel-rhythm';
import { runningBackfill, storeBackfillPage } from '@kontor/domain/orders/backfill-orders';
import { startBackfill, stopBackfill } from '@kontor/domain/channels/start-backfill';
import type { IncomingOrder } from '@kontor/domain/channels/incoming-order';
import { ConnectorError } from '@kontor/domain/kernel/connector-error';
import { dueTimers } from '@kontor/domain/timers/due-timers';
import { Timer } from '@kontor/domain/timers/timer.entity';
import { jobs } from '@kontor/domain/process';
import { anIncomingOrder } from '@kontor/domain/testing';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestWorld, type TestWorld } from '../testing.ts';
import { backfillOrdersJob } from './backfill-orders.job.ts';
import { fakeChannel, runWith, type FakeChannel } from './fake-channel.testing.ts';
import { fetchMissingDataJob } from './fetch-missing-data.job.ts';
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
beforeEach(async () => {
  channel = fakeChannel();
  ({ run } = runWith(world, channel));
  world.clock.now = new Date('2026-11-20T09:00:00Z');
  await world.rows('delete from timer');
});

const knows = (...orders: IncomingOrder[]): void =>
  orders.forEach((order) => channel.orders.set(order.channelOrderId, order));
const stored = async ({ channelOrderId }: IncomingOrder) =>
  (
    await world.rows<{
      station: string;
      channel_status: string;
      data_retry_at: string | null;
      data_tries: number;
      id: string;
    }>('select id, station, channel_status, data_retry_at, data_tries from sales_order where channel_order_id = ?', [
      channelOrderId,
    ])
  )[0];
const openTickets = (reason: string) =>
  world.rows<{ evidence: Record<string, unknown>; cause: string }>(
    `select evidence, cause from ticket where reason = ? and status = 'open'`,
    [reason],
  );
const signal = ({ channelOrderId, channelUpdatedAt }: IncomingOrder, receipt: string) => ({
  channelOrderId,
  at: channelUpdatedAt,
  receipt,
});
const later = (order: IncomingOrder, hour: number, change: Partial<IncomingOrder> = {}): IncomingOrder => ({
  ...order,
  channelUpdatedAt: new Date(Date.UTC(2026, 10, 20, hour)),
  ...change,
});

test('signalled orders are read once and stored, then their signals are forgotten; known ones cost no call', async () => {
  const [known, fresh] = [anIncomingOrder(), anIncomingOrder()];
  knows(known, fresh);
  channel.signals = [signal(known, 'r1'), signal(known, 'r2')];
  await run(receiveChangesJob, ofChannel);
  channel.signals = [
    signal(known, 'r3'),
    signal(fresh, 'r4'),
    { channelOrderId: 'gone', at: new Date(), receipt: 'r5' },
  ];
  await run(receiveChangesJob, ofChannel);
  expect(channel.asked).toEqual([
    'receiveChanges',
    `fetchOrder ${known.channelOrderId}`,
    'forgetChanges r1,r2',
    'receiveChanges',
    `fetchOrder ${fresh.channelOrderId}`,
    'fetchOrder gone',
    'forgetChanges r3,r4,r5',
  ]);
  expect(await stored(fresh)).toMatchObject({ channel_status: 'unshipped' });
});

test('a signal that cannot be answered is kept, and the channel is not switched off', async () => {
  const order = anIncomingOrder();
  channel.signals = [signal(order, 'r1')];
  channel.failing.set('fetchOrder', new ConnectorError('Amazon: 503', { retryable: true }));
  await run(receiveChangesJob, ofChannel);
  expect(channel.asked).not.toContain('forgetChanges r1');
  const [row] = await world.rows<{ last_error: string; paused: boolean }>('select last_error, paused from channel');
  expect(row).toEqual({ last_error: 'Amazon: 503', paused: false });
  knows(order);
  await run(receiveChangesJob, ofChannel);
  expect(channel.asked.at(-1)).toBe('forgetChanges r1');
});

test('a late signal of an older state downgrades nothing, because the order is read as it stands', async () => {
  const order = anIncomingOrder();
  knows(later(order, 12, { status: 'shipped' }));
  channel.signals = [signal(later(order, 12), 'new')];
  await run(receiveChangesJob, ofChannel);
  channel.signals = [signal(order, 'old')];
  await run(receiveChangesJob, ofChannel);
  expect(await stored(order)).toMatchObject({ channel_status: 'shipped' });
});

test('withheld personal data are a state: asked for again, a person is told at the deadline, and the order runs when they come', async () => {
  const order = anIncomingOrder({ shippingAddress: null, shipBy: null });
  knows(order);
  channel.signals = [signal(order, 'r')];
  await run(receiveChangesJob, ofChannel);
  expect(await stored(order)).toMatchObject({ station: 'received', data_tries: 0, data_retry_at: expect.anything() });
  channel.asked.length = 0;
  await run(fetchMissingDataJob, ofChannel);
  expect(channel.asked).toEqual([]);
  world.clock.now = new Date('2026-11-20T09:01:30Z');
  await run(fetchMissingDataJob, ofChannel);
  expect(await stored(order)).toMatchObject({ data_tries: 1 });
  expect(await openTickets('personal_data_missing')).toEqual([]);
  world.clock.now = new Date('2026-11-21T10:00:00Z');
  await run(fetchMissingDataJob, ofChannel);
  expect(await openTickets('personal_data_missing')).toMatchObject([{ evidence: { missing: 'address', tries: 2 } }]);
  knows({ ...order, shippingAddress: anIncomingOrder().shippingAddress });
  world.clock.now = new Date('2026-11-21T12:00:00Z');
  await run(fetchMissingDataJob, ofChannel);
  expect(await stored(order)).toMatchObject({ data_retry_at: null });
  expect(await openTickets('personal_data_missing')).toEqual([]);
  await world.settle();
  expect((await stored(order))!.station).not.toBe('received');
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
  expect(await openTickets('orders_missing')).toHaveLength(1);
  knows(gone);
  world.clock.now = new Date('2026-11-20T09:40:00Z');
  await run(proveDaysJob, ofChannel);
  await run(proveDaysJob, ofChannel);
  expect((await days()).at(-1)).toMatchObject({ state: 'proved', reported: 3, known: 3, recovered: 2, missing: [] });
  expect(await openTickets('orders_missing')).toEqual([]);
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

const timer = async () =>
  (
    await world.rows<{ paused: boolean; every_seconds: number; cron: string | null; next_at: string }>(
      `select paused, every_seconds, cron, next_at from timer`,
    )
  )[0]!;
const queued = async (): Promise<number> =>
  Number(
    (
      await world.rows<{ n: string }>(
        `select count(*) as n from pgboss.job where name = 'channels.fetch-orders' and state = 'created'`,
      )
    )[0]!.n,
  );
const tick = () =>
  dueTimers(world.ctx(), (name) => jobs.find(({ definition }) => definition.name === name)?.definition);

test('a channel is paused, continued, run at once and given another rhythm by staff', async () => {
  const { em } = world.ctx();
  const key = 'channels.fetch-orders:amazon-de';
  em.create(Timer, { key, job: 'channels.fetch-orders', data: ofChannel, everySeconds: 60, nextAt: world.clock.now });
  await em.flush();
  await pauseChannel(world.ctx('staff:anna'), ofChannel);
  await tick();
  expect([await queued(), (await timer()).paused]).toEqual([0, true]);
  await expect(runChannelNow(world.ctx(), ofChannel)).rejects.toMatchObject({ code: 'channel_paused' });
  await continueChannel(world.ctx('staff:anna'), ofChannel);
  await tick();
  await runChannelNow(world.ctx('staff:anna'), ofChannel);
  expect(await queued()).toBe(1);
  await setChannelRhythm(world.ctx('staff:anna'), { ...ofChannel, cron: '0 7 * * *' });
  expect(await timer()).toMatchObject({ cron: '0 7 * * *', next_at: '2026-11-21 06:00:00+00' });
  await setChannelRhythm(world.ctx('staff:anna'), { ...ofChannel, everySeconds: 120 });
  expect(await timer()).toMatchObject({ cron: null, every_seconds: 120, next_at: '2026-11-20 09:02:00+00' });
  for (const wrong of [{ cron: 'every morning' }, { everySeconds: 5 }, {}, { cron: '0 7 * * *', everySeconds: 60 }])
    await expect(setChannelRhythm(world.ctx(), { ...ofChannel, ...wrong })).rejects.toMatchObject({
      code: 'rhythm_invalid',
    });
  const facts = await world.rows<{ type: string }>(`select type from history where type like 'Channel%' order by seq`);
  expect(facts.map(({ type }) => type)).toEqual([
    'ChannelPaused',
    'ChannelContinued',
    'ChannelRunNow',
    'ChannelRhythmSet',
    'ChannelRhythmSet',
  ]);
});
