import { continueChannel, pauseChannel, runChannelNow } from '@kontor/domain/channels/pause-channel';
import { setChannelRhythm } from '@kontor/domain/channels/set-channel-rhythm';
import type { IncomingOrder } from '@kontor/domain/channels/incoming-order';
import { ConnectorError } from '@kontor/domain/kernel/connector-error';
import { dueTimers } from '@kontor/domain/timers/due-timers';
import { Timer } from '@kontor/domain/timers/timer.entity';
import { jobs } from '@kontor/domain/process';
import { anIncomingOrder } from '@kontor/domain/testing';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestWorld, type TestWorld } from '../testing.ts';
import { fakeChannel, runWith, type FakeChannel } from './fake-channel.testing.ts';
import { fetchMissingDataJob } from './fetch-missing-data.job.ts';
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
