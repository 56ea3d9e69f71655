import type { IncomingOrder } from '@kontor/domain/channels/incoming-order';
import { transact } from '@kontor/domain/kernel/transact';
import { cancelOrder } from '@kontor/domain/orders/cancel-order';
import { changeAddress } from '@kontor/domain/orders/change-address';
import { changeLines } from '@kontor/domain/orders/change-lines';
import { holdByHand } from '@kontor/domain/orders/hold-by-hand';
import { importOrders } from '@kontor/domain/orders/import-orders';
import { resumeOrder } from '@kontor/domain/orders/resume-order';
import { Product, Stock } from '@kontor/domain/products/product.entity';
import { confirmShipments } from '@kontor/domain/shipments/confirm-shipments';
import { shipmentsArrived } from '@kontor/domain/shipments/hand-over-shipments';
import { anIncomingOrder } from '@kontor/domain/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestWorld, type TestWorld } from '../testing.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await openTestWorld();
  const { em } = world.ctx();
  const size = { weightG: 50, lengthMm: 100, widthMm: 80, heightMm: 10 };
  await em.insert(Product, { sku: 'BUCH', title: 'Handbuch', priceCents: 790, vatClass: 'reduced', ...size });
  await em.insert(Product, { sku: 'OHNE', title: 'Ohne Preis', priceCents: null, ...size });
  await em.insert(Stock, { sku: 'BUCH', carrierId: world.own.id, onHand: 5 });
  await em.insert(Stock, { sku: 'BUCH', carrierId: world.partner.id, onHand: 5 });
});
afterAll(() => world.close());

const staff = () => world.ctx('staff:anna');
interface Row {
  id: string;
  station: string;
  held_at: string | null;
  total_cents: number;
  rev: number;
  delivery_note_number: string | null;
}
const rowOf = async (id: string): Promise<Row> =>
  (await world.rows<Row>('select * from sales_order where id = ?', [id]))[0]!;
const linesOf = (id: string) =>
  world.rows<{ id: string; sku: string; quantity: number; total_cents: number }>(
    'select id, sku, quantity, total_cents from order_line where order_id = ? order by position',
    [id],
  );
async function take(o: Partial<IncomingOrder> = {}): Promise<string> {
  const order = anIncomingOrder(o);
  await importOrders(world.ctx('channel'), {
    channelId: world.channelId,
    orders: [order],
    unreadable: [],
    cursor: null,
  });
  await world.settle();
  const [row] = await world.rows<{ id: string }>('select id from sales_order where channel_order_id = ?', [
    order.channelOrderId,
  ]);
  return row!.id;
}
const held = () => take({ remark: 'Bitte noch das Handbuch dazu' });
async function ship(orderId: string): Promise<void> {
  const shipments = await world.rows<{ id: string; number: string }>(
    `select id, number from shipment where order_id = ? and state = 'planned'`,
    [orderId],
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
  await world.settle();
}

test('an accessory costs what the list says and bears its own VAT on the invoice; sold units keep the price they were sold for', async () => {
  const orderId = await held();
  const [cable] = await linesOf(orderId);
  await changeLines(staff(), {
    orderId,
    change: [{ lineId: cable!.id, quantity: 3 }],
    add: [{ sku: 'BUCH', quantity: 2 }],
  });
  expect(await linesOf(orderId)).toMatchObject([
    { sku: 'SKU-1', quantity: 3, total_cents: 2_997 },
    { sku: 'SKU-2', quantity: 1, total_cents: 1_499 },
    { sku: 'BUCH', quantity: 2, total_cents: 1_580 },
  ]);
  expect((await rowOf(orderId)).total_cents).toBe(3_986 + 999 + 1_580);
  await resumeOrder(staff(), { orderId });
  await world.settle();
  await ship(orderId);
  const [invoice] = await world.rows<{ gross_cents: number; data: { totals: object[] } }>(
    'select gross_cents, data from invoice where order_id = ?',
    [orderId],
  );
  expect(invoice!.gross_cents).toBe(3_986 + 999 + 1_580);
  // Shipping of 4.89 shares the fate of the goods: 1.27 of it goes at 7 %.
  expect(invoice!.data.totals).toMatchObject([{ vatPermille: 190 }, { vatPermille: 70 }]);
  const report = await world.rows<{ key: string }>(
    `select key from effect where kind = 'channel_shipment' and order_id = ?`,
    [orderId],
  );
  expect(report).toHaveLength(1);
});

test('the price of what was sold is not worn by changing it back and forth', async () => {
  const orderId = await take({
    remark: 'x',
    totalCents: 1_999,
    lines: [{ channelLineId: '1', sku: 'SKU-1', title: 'Kabel', quantity: 3, totalCents: 1_999, shippingCents: 0 }],
  });
  const [line] = await linesOf(orderId);
  for (const quantity of [1, 2, 3]) await changeLines(staff(), { orderId, change: [{ lineId: line!.id, quantity }] });
  expect([(await linesOf(orderId))[0]!.total_cents, (await rowOf(orderId)).total_cents]).toEqual([1_999, 1_999]);
});

test.each([
  ['an unknown article', { add: [{ sku: 'NONE', quantity: 1 }] }, 'article_unknown'],
  ['no units', { add: [{ sku: 'BUCH', quantity: 0 }] }, 'quantity_invalid'],
  ['half a unit', { add: [{ sku: 'BUCH', quantity: 0.5 }] }, 'quantity_invalid'],
  ['an article without a price', { add: [{ sku: 'OHNE', quantity: 1 }] }, 'price_unknown'],
  [
    'a line of another order',
    { change: [{ lineId: '00000000-0000-7000-8000-000000000000', quantity: 1 }] },
    'line_not_found',
  ],
])('%s is refused and changes nothing', async (_what, change, code) => {
  const orderId = await held();
  const before = await linesOf(orderId);
  await expect(changeLines(staff(), { orderId, ...change })).rejects.toMatchObject({ code });
  expect(await linesOf(orderId)).toEqual(before);
});

test('what is given away costs nothing and an order without units is refused', async () => {
  const orderId = await held();
  await changeLines(staff(), { orderId, add: [{ sku: 'OHNE', quantity: 1, free: true }] });
  expect((await rowOf(orderId)).total_cents).toBe(3_986);
  const none = (await linesOf(orderId)).map(({ id }) => ({ lineId: id, quantity: 0 }));
  await expect(changeLines(staff(), { orderId, change: none })).rejects.toMatchObject({ code: 'order_without_lines' });
});

test('a released order promises the new units, and too many are refused; its delivery note gets an edition', async () => {
  const orderId = await take();
  const { rev } = await rowOf(orderId);
  expect((await rowOf(orderId)).station).toBe('routed');
  await holdByHand(staff(), { orderId, expectedRev: rev, note: 'Kunde ruft an' });
  await expect(changeLines(staff(), { orderId, add: [{ sku: 'BUCH', quantity: 11 }] })).rejects.toMatchObject({
    code: 'stock_too_small',
  });
  await changeLines(staff(), { orderId, add: [{ sku: 'BUCH', quantity: 1 }] });
  const { held_at: at, delivery_note_number: note } = await rowOf(orderId);
  expect([at, note]).toEqual(['released', expect.stringMatching(/^LS-\d+-2$/)]);
  const promised = await world.rows(
    'select sku, quantity, carrier_id from reservation where order_id = ? order by sku',
    [orderId],
  );
  expect(promised).toMatchObject([{ sku: 'BUCH', quantity: 1, carrier_id: null }, { sku: 'SKU-1' }, { sku: 'SKU-2' }]);
  await resumeOrder(staff(), { orderId });
  await world.settle();
  const shipments = await world.rows(`select state from shipment where order_id = ? order by created_at, number`, [
    orderId,
  ]);
  expect(shipments).toEqual([{ state: 'cancelled' }, { state: 'planned' }]);
  const effects = await world.rows(
    `select kind, state from effect where order_id = ? and kind = 'hand_over' order by created_at, key`,
    [orderId],
  );
  expect(effects).toEqual([
    { kind: 'hand_over', state: 'revoked' },
    { kind: 'hand_over', state: 'pending' },
  ]);
  const prints = await world.rows(`select key from effect where order_id = ? and kind = 'print' order by key`, [
    orderId,
  ]);
  expect(prints).toHaveLength(2);
});

test('a new address is kept beside the channel’s, goes into no history entry, and a parcel goes to it', async () => {
  const orderId = await take();
  await holdByHand(staff(), { orderId, note: '' });
  const shippingAddress = {
    name: 'Jana Groß',
    street: 'Geheimweg 77',
    postcode: '44135',
    city: 'Dortmund',
    country: 'DE',
  };
  await expect(
    changeAddress(staff(), { orderId, shippingAddress: { ...shippingAddress, postcode: '1' } }),
  ).rejects.toMatchObject({ code: 'address_incomplete' });
  await changeAddress(staff(), { orderId, shippingAddress });
  const [order] = await world.rows<{ a: string; c: string }>(
    `select shipping_address ->> 'street' as a, channel_address ->> 'street' as c from sales_order where id = ?`,
    [orderId],
  );
  expect([order!.a, order!.c]).toEqual(['Geheimweg 77', expect.stringContaining('Lindenweg')]);
  const events = await world.rows(`select data from history where order_id = ? and type = 'OrderCorrected'`, [orderId]);
  expect(events).toEqual([{ data: { address: ['street', 'postcode', 'city'], lines: [] } }]);
  await resumeOrder(staff(), { orderId });
  await world.settle();
  expect((await rowOf(orderId)).station).toBe('routed');
});

test('a hand-over that was revoked while the order was held is wanted again, once', async () => {
  const orderId = await take();
  await holdByHand(staff(), { orderId, note: 'warten' });
  await world.rows(`update effect set state = 'revoked' where order_id = ? and kind = 'hand_over'`, [orderId]);
  await resumeOrder(staff(), { orderId });
  await world.settle();
  const effects = await world.rows(`select state from effect where order_id = ? and kind = 'hand_over'`, [orderId]);
  expect(effects).toEqual([{ state: 'pending' }]);
});

test('the point of no return: what may be at the carrier is neither held nor cancelled', async () => {
  const orderId = await take();
  await world.rows(`update effect set state = 'in_doubt' where order_id = ? and kind = 'hand_over'`, [orderId]);
  await expect(holdByHand(staff(), { orderId, note: '' })).rejects.toMatchObject({ code: 'order_past_cancelling' });
  await expect(cancelOrder(staff(), { orderId })).rejects.toMatchObject({ code: 'order_past_cancelling' });
});

test('cancelling tells the channel once, with the reason', async () => {
  const orderId = await held();
  await cancelOrder(staff(), { orderId, reason: 'no_stock' });
  const effects = await world.rows(`select kind, state, intent from effect where order_id = ?`, [orderId]);
  expect(effects).toEqual([{ kind: 'channel_cancel', state: 'pending', intent: { reason: 'no_stock' } }]);
  await expect(cancelOrder(staff(), { orderId })).rejects.toMatchObject({ code: 'order_past_cancelling' });
});

test('two who work on one order: the second is told that it has changed', async () => {
  const orderId = await held();
  const { rev } = await rowOf(orderId);
  await changeLines(staff(), { orderId, expectedRev: rev, add: [{ sku: 'BUCH', quantity: 1 }] });
  await expect(
    changeLines(staff(), { orderId, expectedRev: rev, add: [{ sku: 'BUCH', quantity: 1 }] }),
  ).rejects.toMatchObject({
    code: 'order_changed_meanwhile',
  });
  expect(await linesOf(orderId)).toHaveLength(3);
});
