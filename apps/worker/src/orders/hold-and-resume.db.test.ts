import type { IncomingOrder } from '@kontor/domain/channels/incoming-order';
import { cancelOrder } from '@kontor/domain/orders/cancel-order';
import { importOrders } from '@kontor/domain/orders/import-orders';
import { resumeOrder } from '@kontor/domain/orders/resume-order';
import { Product } from '@kontor/domain/products/product.entity';
import { anIncomingOrder } from '@kontor/domain/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestWorld, type TestWorld } from '../testing.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await openTestWorld();
});
afterAll(() => world.close());

interface Row {
  id: string;
  station: string;
  held_at: string | null;
  hold_reasons: string[];
  rev: number;
}

const take = (...orders: IncomingOrder[]) =>
  importOrders(world.ctx('channel'), { channelId: world.channelId, orders, unreadable: [], cursor: null });
const row = async (order: IncomingOrder): Promise<Row> =>
  (await world.rows<Row>('select * from sales_order where channel_order_id = ?', [order.channelOrderId]))[0]!;
const openTickets = (order: IncomingOrder) =>
  world.rows<{ reason: string }>(
    `select t.reason from ticket t join sales_order o on o.id = t.order_id where o.channel_order_id = ? and t.status = 'open'`,
    [order.channelOrderId],
  );
const stations = async (order: IncomingOrder, type: string): Promise<number> =>
  Number(
    (
      await world.rows<{ n: string }>(
        'select count(*) as n from history h join sales_order o on o.id = h.order_id where o.channel_order_id = ? and h.type = ?',
        [order.channelOrderId, type],
      )
    )[0]!.n,
  );

test('a plain order runs to its carrier without a stop', async () => {
  const order = anIncomingOrder();
  await take(order);
  await world.settle();
  expect(await row(order)).toMatchObject({ station: 'routed', held_at: null });
});

test('a remark stops the order with one ticket; one click and it goes on, no station runs twice', async () => {
  const order = anIncomingOrder({ remark: 'Beim Nachbarn abgeben' });
  await take(order);
  await world.settle();
  const held = await row(order);
  expect(held).toMatchObject({ station: 'held', held_at: 'received', hold_reasons: ['remark'] });
  expect(await openTickets(order)).toEqual([{ reason: 'remark' }]);
  await resumeOrder(world.ctx('staff:anna'), { orderId: held.id, expectedRev: held.rev, note: 'Kunde angerufen' });
  await world.settle();
  expect(await row(order)).toMatchObject({ station: 'routed', hold_reasons: [] });
  expect(await openTickets(order)).toEqual([]);
  expect([
    await stations(order, 'CustomerMatched'),
    await stations(order, 'OrderReleased'),
    await stations(order, 'CarrierChosen'),
  ]).toEqual([1, 1, 1]);
});

test('an unknown SKU stays held until the line is corrected', async () => {
  const order = anIncomingOrder();
  order.lines[0]!.sku = 'NO-SUCH-SKU';
  await take(order);
  await world.settle();
  const { id } = await row(order);
  await resumeOrder(world.ctx('staff:anna'), { orderId: id });
  await world.settle();
  expect(await row(order)).toMatchObject({ station: 'held', hold_reasons: ['unknown_sku'] });
  const [line] = await world.rows<{ id: string }>(
    `select id from order_line where order_id = ? and sku = 'NO-SUCH-SKU'`,
    [id],
  );
  await resumeOrder(world.ctx('staff:anna'), { orderId: id, lines: [{ lineId: line!.id, sku: 'SKU-1' }] });
  await world.settle();
  expect((await row(order)).station).toBe('routed');
});

test('an incomplete address is corrected by a person and stays corrected when the channel repeats the old one', async () => {
  const order = anIncomingOrder({ shippingAddress: { ...anIncomingOrder().shippingAddress!, street: 'Lindenweg' } });
  await take(order);
  await world.settle();
  const { id } = await row(order);
  expect(await openTickets(order)).toEqual([{ reason: 'incomplete_address' }]);
  await resumeOrder(world.ctx('staff:anna'), {
    orderId: id,
    shippingAddress: { ...order.shippingAddress!, street: 'Lindenweg 7' },
  });
  await take({ ...order, channelUpdatedAt: new Date('2026-11-20T08:30:00Z') });
  await world.settle();
  const [{ shipping_address: address, station }] = (await world.rows<{
    shipping_address: { street: string };
    station: string;
  }>('select shipping_address, station from sales_order where id = ?', [id])) as [
    { shipping_address: { street: string }; station: string },
  ];
  expect([address.street, station]).toEqual(['Lindenweg 7', 'routed']);
});

test('when no carrier fits the order is held with every candidate explained, and goes on after the product data are right', async () => {
  await world.ctx().em.nativeUpdate(Product, { sku: 'SKU-2' }, { weightG: 90_000 });
  const order = anIncomingOrder();
  await take(order);
  await world.settle();
  const { id } = await row(order);
  expect(await row(order)).toMatchObject({ station: 'held', held_at: 'released', hold_reasons: ['no_carrier_fits'] });
  const [decision] = await world.rows<{ record: { candidates: unknown[] } }>(
    'select record from carrier_decision where order_id = ?',
    [id],
  );
  expect(decision!.record.candidates).toHaveLength(2);
  const [ticket] = await world.rows<{ evidence: unknown }>('select evidence from ticket where order_id = ?', [id]);
  expect(ticket!.evidence).toMatchObject({
    candidates: expect.arrayContaining([
      expect.objectContaining({ carrier: 'HAUS', service: 'Paket', failed: ['weight', 'tariff'] }),
    ]),
  });
  await world.ctx().em.nativeUpdate(Product, { sku: 'SKU-2' }, { weightG: 140 });
  await resumeOrder(world.ctx('staff:anna'), { orderId: id });
  await world.settle();
  expect((await row(order)).station).toBe('routed');
  expect(await stations(order, 'OrderReleased')).toBe(1);
});

test("a buyer's cancel request before the data leave stops the order; cancelling frees its stock", async () => {
  const order = anIncomingOrder({ cancelRequest: { by: 'BUYER', reason: null } });
  await take(order);
  await world.settle();
  const { id } = await row(order);
  expect(await openTickets(order)).toEqual([{ reason: 'cancel_requested' }]);
  await cancelOrder(world.ctx('staff:anna'), { orderId: id });
  expect(await row(order)).toMatchObject({ station: 'cancelled', hold_reasons: [] });
  expect(await openTickets(order)).toEqual([]);
  expect(await world.rows('select 1 from reservation where order_id = ?', [id])).toEqual([]);
});

test('who looked at an older state is told so, and a running order cannot be resumed', async () => {
  const order = anIncomingOrder({ giftMessage: 'Alles Gute' });
  await take(order);
  await world.settle();
  const { id, rev } = await row(order);
  await expect(resumeOrder(world.ctx('staff:anna'), { orderId: id, expectedRev: rev - 1 })).rejects.toMatchObject({
    code: 'order_changed_meanwhile',
  });
  await resumeOrder(world.ctx('staff:anna'), { orderId: id, expectedRev: rev });
  await expect(resumeOrder(world.ctx('staff:anna'), { orderId: id })).rejects.toMatchObject({ code: 'order_not_held' });
});
