import type { IncomingOrder } from '@kontor/domain/channels/incoming-order';
import { importOrders } from '@kontor/domain/orders/import-orders';
import { anIncomingOrder } from '@kontor/domain/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestWorld, type TestWorld } from '../testing.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await openTestWorld();
});
afterAll(() => world.close());

const take = (orders: IncomingOrder[], cursor: Date | null = null) =>
  importOrders(world.ctx('channel'), { channelId: world.channelId, orders, unreadable: [], cursor });

const stored = (orders: IncomingOrder[]) =>
  world.rows<{ channel_order_id: string; station: string; number: string }>(
    'select channel_order_id, station, number from sales_order where channel_order_id = any(?) order by channel_order_id',
    [`{${orders.map((order) => order.channelOrderId).join(',')}}`],
  );

const facts = (order: IncomingOrder) =>
  world.rows<{ type: string; data: object }>(
    `select h.type, h.data from history h join sales_order o on o.id = h.order_id where o.channel_order_id = ? order by h.seq`,
    [order.channelOrderId],
  );

test('however pages are split, repeated and run in parallel, each order is stored once', async () => {
  const orders = Array.from({ length: 40 }, () => anIncomingOrder());
  await Promise.all([
    take(orders.slice(0, 25)),
    take(orders.slice(15)),
    take(orders),
    take([...orders.slice(5, 10), ...orders.slice(5, 10)]),
    take(orders.toReversed()),
  ]);
  await take(orders);
  expect(await stored(orders)).toHaveLength(40);
  const [{ n }] = (await world.rows<{ n: string }>(
    `select count(*) as n from history h join sales_order o on o.id = h.order_id
      where h.type = 'OrderImported' and o.channel_order_id = any(?)`,
    [`{${orders.map((order) => order.channelOrderId).join(',')}}`],
  )) as [{ n: string }];
  expect(Number(n)).toBe(40);
});

test('an order the database cannot store is set aside with a ticket and does not stop its page', async () => {
  const poisoned = anIncomingOrder({ remark: 'bad \u0000 byte' });
  const orders = [anIncomingOrder(), poisoned, anIncomingOrder()];
  await take(orders, new Date('2026-11-20T08:30:00Z'));
  expect((await stored(orders)).map((row) => row.channel_order_id)).not.toContain(poisoned.channelOrderId);
  expect(await stored(orders)).toHaveLength(2);
  const tickets = await world.rows<{ evidence: { channelOrderId: string } }>(
    `select evidence from ticket where reason = 'unreadable_order'`,
  );
  expect(tickets.map((ticket) => ticket.evidence.channelOrderId)).toEqual([poisoned.channelOrderId]);
  const [kept] = await world.rows<{ problem: string | null; raw: string }>(
    `select problem, payload ->> 'text' as raw from order_payload where channel_order_id = ?`,
    [poisoned.channelOrderId],
  );
  expect(kept?.problem).toBeTruthy();
  expect(JSON.parse(kept!.raw)).toEqual(poisoned.raw);
});

test('the cursor moves with the last page only, and never back', async () => {
  const cursor = async () => (await world.rows<{ cursor: string | null }>('select cursor from channel'))[0]!.cursor;
  const before = await cursor();
  await take([anIncomingOrder()]);
  expect(await cursor()).toEqual(before);
  await take([anIncomingOrder()], new Date('2026-11-20T08:45:00Z'));
  const moved = await cursor();
  expect(new Date(moved!)).toEqual(new Date('2026-11-20T08:45:00Z'));
  await take([anIncomingOrder()], new Date('2026-11-20T08:00:00Z'));
  expect(await cursor()).toEqual(moved);
});

test('a pending order waits; when it is unshipped with its address it runs', async () => {
  const pending = anIncomingOrder({
    status: 'pending',
    shippingAddress: null,
    buyer: { name: null, email: null, company: null, vatId: null },
  });
  await take([pending]);
  expect((await facts(pending)).map((fact) => fact.type)).toEqual(['OrderImported']);
  const later = anIncomingOrder({
    channelOrderId: pending.channelOrderId,
    channelUpdatedAt: new Date('2026-11-20T08:10:00Z'),
  });
  await take([later]);
  expect((await facts(pending)).map((fact) => fact.type)).toEqual(['OrderImported', 'OrderChanged', 'OrderReady']);
});

test('a late message never downgrades a status', async () => {
  const order = anIncomingOrder({ status: 'partially_shipped', channelUpdatedAt: new Date('2026-11-20T09:00:00Z') });
  await take([order]);
  await take([{ ...order, status: 'unshipped', channelUpdatedAt: new Date('2026-11-20T08:59:00Z') }]);
  await take([{ ...order, status: 'unshipped', channelUpdatedAt: new Date('2026-11-20T09:01:00Z') }]);
  const [row] = await world.rows<{ channel_status: string }>(
    'select channel_status from sales_order where channel_order_id = ?',
    [order.channelOrderId],
  );
  expect(row?.channel_status).toBe('partially_shipped');
});

test('what was shipped before we came is history, not work; what was cancelled is cancelled', async () => {
  const shipped = anIncomingOrder({ status: 'shipped' });
  const cancelled = anIncomingOrder({ status: 'cancelled' });
  const fba = anIncomingOrder({ status: 'shipped', fulfilledBy: 'marketplace' });
  await take([shipped, cancelled, fba]);
  const stations = Object.fromEntries(
    (await stored([shipped, cancelled, fba])).map((row) => [row.channel_order_id, row.station]),
  );
  expect(stations).toEqual({
    [shipped.channelOrderId]: 'closed',
    [cancelled.channelOrderId]: 'cancelled',
    [fba.channelOrderId]: 'shipped',
  });
});

test('the channel cancels: before transmission the order is cancelled, afterwards a person is told', async () => {
  const early = anIncomingOrder();
  const late = anIncomingOrder();
  await take([early, late]);
  await world.rows(`update sales_order set station = 'transmitted' where channel_order_id = ?`, [late.channelOrderId]);
  const cancel = (order: IncomingOrder): IncomingOrder => ({
    ...order,
    status: 'cancelled',
    channelUpdatedAt: new Date('2026-11-20T08:30:00Z'),
  });
  await take([cancel(early), cancel(late)]);
  const stations = Object.fromEntries((await stored([early, late])).map((row) => [row.channel_order_id, row.station]));
  expect(stations).toEqual({ [early.channelOrderId]: 'cancelled', [late.channelOrderId]: 'transmitted' });
  const tickets = await world.rows<{ n: string }>(
    `select count(*) as n from ticket t join sales_order o on o.id = t.order_id where o.channel_order_id = ? and t.reason = 'cancelled_after_transmission'`,
    [late.channelOrderId],
  );
  expect(Number(tickets[0]!.n)).toBe(1);
});
