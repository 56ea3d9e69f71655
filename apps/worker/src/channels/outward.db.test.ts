import { cancelOrder } from '@kontor/domain/orders/cancel-order';
import { requestReviews } from '@kontor/domain/reviews/request-reviews';
import { watchShipBy } from '@kontor/domain/shipments/watch-ship-by';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestWorld, type TestWorld } from '../testing.ts';
import { actsOf } from './acts.testing.ts';
import { fakeChannel, type FakeChannel } from './fake-channel.testing.ts';
import { aRoutedOrder, aShippedOrder, type StoredOrder } from './shipped-order.testing.ts';

let world: TestWorld;
let channel: FakeChannel;
let acts: ReturnType<typeof actsOf>;
beforeAll(async () => {
  world = await openTestWorld();
  acts = actsOf(world, () => channel);
});
afterAll(() => world.close());
beforeEach(() => {
  channel = fakeChannel();
  world.clock.now = new Date('2026-11-20T09:00:00Z');
});

const shows = (order: StoredOrder, ...trackings: string[]): void =>
  void channel.orders.set(order.incoming.channelOrderId, {
    ...order.incoming,
    channelUpdatedAt: new Date(order.incoming.channelUpdatedAt.getTime() + 3_600_000),
    status: trackings.length ? 'shipped' : 'unshipped',
    packages: trackings.map((trackingNumber, index) => ({
      reference: String(index + 1),
      trackingNumber,
      carrier: 'DHL',
    })),
  });

// channels.md § 10, pitfall 3; field.md 23
test('a confirmation that the channel takes and silently drops is read back, told again, and at last a ticket', async () => {
  const order = await aShippedOrder(world, ['00340434161094021501']);
  shows(order);
  await acts.perform(order, 'channel_shipment');
  expect(await acts.statesOf(order, 'channel_shipment')).toEqual(['sent']);
  await acts.perform(order, 'channel_shipment', 60);
  expect(channel.asked).toEqual([
    'confirmShipment 1 00340434161094021501',
    `fetchOrder ${order.incoming.channelOrderId}`,
    'confirmShipment 1 00340434161094021501',
  ]);
  for (let look = 0; look < 8; look += 1) await acts.perform(order, 'channel_shipment', 600);
  expect(await acts.statesOf(order, 'channel_shipment')).toEqual(['failed']);
  expect(await acts.openTickets(order)).toMatchObject([{ reason: 'effect_failed' }]);
});

// channels.md § 10, pitfall 2
test('what the channel shows is proved, however it writes the tracking number, and the reading brings its other news', async () => {
  const order = await aShippedOrder(world, ['JD014600006281230704']);
  await acts.perform(order, 'channel_shipment');
  shows(order, 'jd01 4600 0062 8123 0704');
  await acts.perform(order, 'channel_shipment', 60);
  expect(await acts.statesOf(order, 'channel_shipment')).toEqual(['done']);
  expect(await acts.orderRow(order)).toMatchObject({ channel_informed: 'done' });
  expect(await acts.facts(order, 'OrderChanged')).toMatchObject([{ changes: ['status'] }]);
  expect(await acts.facts(order, 'ChannelInformed')).toHaveLength(1);
});

// field.md 25
test('an order in several parcels is told parcel by parcel, every unit once, and counts as told with the last of them', async () => {
  const order = await aShippedOrder(world, ['T-1', 'T-2']);
  const reports = await acts.effectsOf(order, 'channel_shipment');
  const [first, second] = order.incoming.lines.map(({ channelLineId }) => channelLineId);
  expect(reports.map(({ intent }) => [intent.packageReference, intent.trackingNumber, intent.lines])).toEqual([
    ['1', 'T-1', [{ channelLineId: first, quantity: 2 }]],
    ['2', 'T-2', [{ channelLineId: second, quantity: 1 }]],
  ]);
  await acts.perform(order, 'channel_shipment');
  shows(order, 'T-1');
  await acts.perform(order, 'channel_shipment', 60);
  expect(await acts.orderRow(order)).toMatchObject({ channel_informed: 'pending' });
  shows(order, 'T-1', 'T-2');
  await acts.perform(order, 'channel_shipment', 60);
  expect(await acts.orderRow(order)).toMatchObject({ channel_informed: 'done' });
});

// F28
test('an order that is still here when its ship-by deadline comes near is one ticket; it closes when the parcel leaves', async () => {
  const order = await aRoutedOrder(world, { shipBy: new Date('2026-11-20T18:00:00Z') });
  await watchShipBy(world.ctx());
  expect(await acts.openTickets(order)).toEqual([]);
  world.clock.now = new Date('2026-11-20T12:30:00Z');
  await watchShipBy(world.ctx());
  await watchShipBy(world.ctx());
  expect(await acts.openTickets(order)).toMatchObject([{ reason: 'ship_by_near' }]);
  await cancelOrder(world.ctx('staff:anna'), { orderId: order.id });
  expect(await acts.openTickets(order)).toEqual([]);
});

// F37
test('a buyer is asked for a review once, in the window, and not while something is open', async () => {
  const delivered = { deliverFrom: new Date('2026-11-24T07:00:00Z'), deliverBy: new Date('2026-11-27T22:00:00Z') };
  const [plain, open, refunded] = [
    await aShippedOrder(world, ['T-8'], delivered),
    await aShippedOrder(world, ['T-9'], delivered),
    await aShippedOrder(world, ['T-10'], delivered),
  ];
  await world.rows('update sales_order set refunded_cents = 100 where id = ?', [refunded.id]);
  await world.rows(
    `insert into ticket (id, number, kind, reason, cause, status, evidence, order_id, created_at, rev)
     values (gen_random_uuid(), 'T-0', 'inbound', 'complaint', 'c', 'open', '{}', ?, now(), 1)`,
    [open.id],
  );
  await requestReviews(world.ctx());
  expect(await acts.effectsOf(plain, 'review_request')).toEqual([]);
  world.clock.now = new Date('2026-11-29T08:00:00Z');
  await requestReviews(world.ctx());
  await requestReviews(world.ctx());
  await acts.perform(plain, 'review_request');
  expect(channel.asked).toEqual([`askForReview ${plain.incoming.channelOrderId}`]);
  expect(await acts.facts(plain, 'ReviewRequested')).toMatchObject([{ asked: true }]);
  expect([
    ...(await acts.effectsOf(open, 'review_request')),
    ...(await acts.effectsOf(refunded, 'review_request')),
  ]).toEqual([]);
  await world.rows(`update ticket set status = 'closed' where number = 'T-0'`);
  await requestReviews(world.ctx());
  expect(await acts.effectsOf(open, 'review_request')).toHaveLength(1);
});
