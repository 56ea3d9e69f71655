import { importOrders } from '@kontor/domain/orders/import-orders';
import { releaseOrders } from '@kontor/domain/orders/release-orders';
import { anIncomingOrder } from '@kontor/domain/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestWorld, type TestWorld } from './testing.ts';

let world: TestWorld;
beforeAll(async () => {
  // Three units at each of two carriers: six orders for one unit each can be promised.
  world = await openTestWorld({ stock: 3 });
});
afterAll(() => world.close());

test('the last unit is never promised twice, however many releases run at once', async () => {
  const line = { channelLineId: '1', sku: 'SKU-1', title: 'Kabel', quantity: 1, totalCents: 999, shippingCents: 0 };
  const orders = Array.from({ length: 20 }, () => anIncomingOrder({ lines: [line], totalCents: 999 }));
  await importOrders(world.ctx(), { channelId: world.channelId, orders, unreadable: [], cursor: null });
  const ids = (await world.rows<{ id: string }>('select id from sales_order')).map((row) => row.id);
  await Promise.all(ids.map((id) => releaseOrders(world.ctx(), [id])));
  const [sum] = await world.rows<{ promised: string }>('select sum(quantity) as promised from reservation');
  expect(Number(sum!.promised)).toBe(6);
  const held = await world.rows<{ hold_reasons: string[] }>(
    `select hold_reasons from sales_order where station = 'held'`,
  );
  expect(held).toHaveLength(14);
  expect(held.every((order) => order.hold_reasons.includes('no_stock'))).toBe(true);
});
