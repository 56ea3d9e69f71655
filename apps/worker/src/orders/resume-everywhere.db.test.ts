import { importOrders } from '@kontor/domain/orders/import-orders';
import { holdOrders } from '@kontor/domain/orders/hold-orders';
import { lockOrders } from '@kontor/domain/orders/lock-orders';
import { matchCustomers } from '@kontor/domain/customers/match-customers';
import { transact } from '@kontor/domain/kernel/transact';
import { releaseOrders } from '@kontor/domain/orders/release-orders';
import { resumeOrder } from '@kontor/domain/orders/resume-order';
import { holdReasons, type HoldReason, type Station } from '@kontor/domain/orders/stations';
import { confirmShipments } from '@kontor/domain/shipments/confirm-shipments';
import { shipmentsArrived } from '@kontor/domain/shipments/hand-over-shipments';
import { routeOrders } from '@kontor/domain/shipments/route-orders';
import { anIncomingOrder } from '@kontor/domain/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestWorld, type TestWorld } from '../testing.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await openTestWorld();
});
afterAll(() => world.close());

/** Where an order can stop, and what is left of its way from there. */
const stops = ['received', 'released', 'routed', 'shipped'] as const;
const cases = stops.flatMap((station) => holdReasons.map((reason) => [station, reason] as const));

interface Held {
  orderId: string;
  station: Station;
  reason: HoldReason;
}

/** Orders as they stand right before the next job of a station, held there for a reason. */
async function holdAll(): Promise<Held[]> {
  const orders = cases.map(() => anIncomingOrder());
  await importOrders(world.ctx('channel'), { channelId: world.channelId, orders, unreadable: [], cursor: null });
  const rows = await world.rows<{ id: string; channel_order_id: string }>(
    'select id, channel_order_id from sales_order order by number',
  );
  const ids = new Map(rows.map((row) => [row.channel_order_id, row.id]));
  const held = cases.map(([station, reason], index) => ({
    orderId: ids.get(orders[index]!.channelOrderId)!,
    station,
    reason,
  }));
  const from = (station: (typeof stops)[number]): string[] =>
    held.filter((one) => stops.indexOf(one.station as never) >= stops.indexOf(station)).map(({ orderId }) => orderId);
  await matchCustomers(world.ctx(), from('released'));
  await releaseOrders(world.ctx(), from('released'));
  await routeOrders(world.ctx(), from('routed'));
  await ship(from('shipped'));
  await transact(world.ctx(), async (tx) => {
    const locked = await lockOrders(
      tx,
      held.map(({ orderId }) => orderId),
    );
    await holdOrders(
      tx,
      held.map(({ orderId, station, reason }) => ({
        order: locked.find((order) => order.id === orderId)!,
        station,
        reasons: [reason],
        evidence: {},
      })),
    );
  });
  return held;
}

async function ship(orderIds: string[]): Promise<void> {
  const shipments = await world.rows<{ id: string; number: string }>(
    `select id, number from shipment where order_id = any('{${orderIds.join(',')}}')`,
  );
  await transact(world.ctx(), (tx) =>
    shipmentsArrived(
      tx,
      shipments.map(({ id }) => id),
    ),
  );
  await transact(world.ctx('carrier'), (tx) =>
    confirmShipments(
      tx,
      shipments.map(({ number }) => ({
        shipment: number,
        trackingNumber: `T${number}`,
        parcelService: 'DHL',
        shippedAt: null,
      })),
    ),
  );
}

/** What has happened to an order, each kind once or not at all. */
const wayOf = async (orderId: string): Promise<string[]> =>
  (
    await world.rows<{ type: string }>(
      `select type from history where order_id = ? and type in
        ('CustomerMatched', 'OrderReleased', 'CarrierChosen', 'ShipmentHandedOver', 'ShipmentConfirmed', 'InvoiceIssued') order by seq`,
      [orderId],
    )
  ).map(({ type }) => type);

test('every reason at every station: the order goes on exactly where it stopped, and no station runs twice', async () => {
  const held = await holdAll();
  // Whatever was queued before finds the orders held and leaves them alone.
  await world.settle();
  const stations = await world.rows<{ station: string; held_at: string }>(
    'select distinct station, held_at from sales_order order by held_at',
  );
  expect(stations).toEqual(
    ['received', 'released', 'routed', 'shipped'].map((at) => ({ station: 'held', held_at: at })),
  );
  for (const { orderId } of held) await resumeOrder(world.ctx('staff:anna'), { orderId });
  await world.settle();
  const planned = held.filter(({ station }) => station !== 'shipped').map(({ orderId }) => orderId);
  const effects = await world.rows<{ n: number }>(
    `select count(*)::int as n from effect where kind = 'hand_over' and state = 'pending' and order_id = any('{${planned.join(',')}}')`,
  );
  expect(effects).toEqual([{ n: planned.length }]);
  await ship(planned);
  await world.settle();
  const way = [
    'CustomerMatched',
    'OrderReleased',
    'CarrierChosen',
    'ShipmentHandedOver',
    'ShipmentConfirmed',
    'InvoiceIssued',
  ];
  for (const { orderId, station, reason } of held)
    expect([station, reason, await wayOf(orderId)]).toEqual([station, reason, way]);
  const ends = await world.rows('select distinct station, hold_reasons, ticket_id from sales_order');
  expect(ends).toEqual([{ station: 'invoiced', hold_reasons: [], ticket_id: null }]);
  expect(await world.rows(`select 1 from ticket where status = 'open'`)).toEqual([]);
  expect(await world.rows('select 1 from ticket')).toHaveLength(cases.length);
}, 180_000);
