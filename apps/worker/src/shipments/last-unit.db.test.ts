import { importOrders } from '@kontor/domain/orders/import-orders';
import { routeOrders } from '@kontor/domain/shipments/route-orders';
import { releaseOrders } from '@kontor/domain/orders/release-orders';
import { cancelOrder } from '@kontor/domain/orders/cancel-order';
import { anIncomingOrder } from '@kontor/domain/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestWorld, type TestWorld } from '../testing.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await openTestWorld({ stock: 0 });
  await world.rows('update stock set on_hand = 1 where sku = ? and carrier_id = ?', ['SKU-1', world.own.id]);
});
afterAll(() => world.close());

const idsAt = async (station: string) =>
  (await world.rows<{ id: string }>('select id from sales_order where station = ?', [station])).map((row) => row.id);

test('of thirty releases and routings at once one gets the last unit; cancelled, it is there for the next', async () => {
  const line = { channelLineId: '1', sku: 'SKU-1', title: 'Kabel', quantity: 1, totalCents: 999, shippingCents: 0 };
  const orders = Array.from({ length: 30 }, () => anIncomingOrder({ lines: [line], totalCents: 999 }));
  await importOrders(world.ctx(), { channelId: world.channelId, orders, unreadable: [], cursor: null });
  const ids = await idsAt('received');
  await Promise.all(
    ids.map(async (id) => {
      await releaseOrders(world.ctx(), [id]);
      await routeOrders(world.ctx(), [id]);
    }),
  );
  const [winner] = await idsAt('routed');
  expect([await idsAt('routed'), await idsAt('held')].map((found) => found.length)).toEqual([1, 29]);
  expect(await world.rows('select quantity, carrier_id from reservation')).toEqual([
    { quantity: 1, carrier_id: world.own.id },
  ]);
  await cancelOrder(world.ctx('staff:anna'), { orderId: winner! });
  expect(await world.rows('select 1 from reservation')).toEqual([]);
  const next = anIncomingOrder({ lines: [line], totalCents: 999 });
  await importOrders(world.ctx(), { channelId: world.channelId, orders: [next], unreadable: [], cursor: null });
  const [fresh] = await idsAt('received');
  await releaseOrders(world.ctx(), [fresh!]);
  await routeOrders(world.ctx(), [fresh!]);
  expect(await idsAt('routed')).toEqual([fresh]);
});
