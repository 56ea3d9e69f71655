import { importOrders } from '@kontor/domain/orders/import-orders';
import { holdByHand } from '@kontor/domain/orders/hold-by-hand';
import { resumeOrder } from '@kontor/domain/orders/resume-order';
import { splitByHand } from '@kontor/domain/orders/split-by-hand';
import { cancelOrder } from '@kontor/domain/orders/cancel-order';
import { confirmShipments } from '@kontor/domain/shipments/confirm-shipments';
import { shipmentsArrived } from '@kontor/domain/shipments/hand-over-shipments';
import { transact } from '@kontor/domain/kernel/transact';
import { loadHandOvers } from '@kontor/domain/shipments/load-hand-over';
import { Shipment } from '@kontor/domain/shipments/shipment.entity';
import { anIncomingOrder } from '@kontor/domain/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestWorld, type TestWorld } from '../testing.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await openTestWorld({ stock: 0 });
});
afterAll(() => world.close());

const line = (sku: string, quantity: number, id: string) => ({
  channelLineId: id,
  sku,
  title: sku,
  quantity,
  totalCents: 1_000 * quantity,
  shippingCents: 0,
});

/** Puts so many of both products at both carriers. */
async function stock(own: [number, number], partner: [number, number]): Promise<void> {
  const set = (carrierId: string, sku: string, onHand: number) =>
    world.rows('update stock set on_hand = ? where carrier_id = ? and sku = ?', [onHand, carrierId, sku]);
  for (const [carrierId, counts] of [
    [world.own.id, own],
    [world.partner.id, partner],
  ] as const)
    for (const [at, sku] of ['SKU-1', 'SKU-2'].entries()) await set(carrierId, sku, counts[at]!);
}

async function place(...lines: ReturnType<typeof line>[]): Promise<string> {
  const order = anIncomingOrder({ lines, totalCents: lines.reduce((sum, { totalCents }) => sum + totalCents, 0) });
  await importOrders(world.ctx(), { channelId: world.channelId, orders: [order], unreadable: [], cursor: null });
  await world.settle();
  const [row] = await world.rows<{ id: string }>('select id from sales_order where channel_order_id = ?', [
    order.channelOrderId,
  ]);
  return row!.id;
}

const shipmentsOf = (orderId: string) =>
  world.rows<{ id: string; number: string; carrier: string; lines: { quantity: number }[]; state: string }>(
    'select s.id, s.number, c.code as carrier, s.lines, s.state from shipment s join carrier c on c.id = s.carrier_id where order_id = ? order by s.id',
    [orderId],
  );
/** What is printed for an order: each note with how many units of each line it names; null: the whole order. */
async function notesOf(orderId: string): Promise<Record<string, number[] | null>> {
  const rows = await world.rows<{ number: string; lines: { quantity: number }[] | null }>(
    `select intent ->> 'number' as number, intent -> 'lines' as lines from effect where kind = 'print' and order_id = ? order by 1`,
    [orderId],
  );
  return Object.fromEntries(rows.map(({ number, lines }) => [number, lines && lines.map(({ quantity }) => quantity)]));
}
const stationOf = async (orderId: string) =>
  (await world.rows<{ station: string }>('select station from sales_order where id = ?', [orderId]))[0]!.station;
const confirm = (number: string, trackingNumber: string) =>
  transact(world.ctx('carrier'), (tx) =>
    confirmShipments(tx, [{ shipment: number, trackingNumber, parcelService: 'DHL', shippedAt: null }]),
  );

test('what no carrier has alone ships from two, is told to the channel in parts and invoiced once, when all has left', async () => {
  await stock([1, 0], [2, 1]);
  const orderId = await place(line('SKU-1', 3, '1'), line('SKU-2', 1, '2'));
  const shipments = await shipmentsOf(orderId);
  expect(shipments.map(({ carrier, lines }) => [carrier, lines.map(({ quantity }) => quantity)])).toEqual([
    ['HAUS', [1]],
    ['NORD', [2, 1]],
  ]);
  expect(
    await world.rows('select sku, part, quantity from reservation where order_id = ? order by sku, part', [orderId]),
  ).toEqual([
    { sku: 'SKU-1', part: 1, quantity: 1 },
    { sku: 'SKU-1', part: 2, quantity: 2 },
    { sku: 'SKU-2', part: 1, quantity: 1 },
  ]);
  const [{ note }] = (await world.rows<{ note: string }>(
    'select delivery_note_number as note from sales_order where id = ?',
    [orderId],
  )) as [{ note: string }];
  expect(await notesOf(orderId)).toEqual({ [note]: null, [`${note}.1`]: [1], [`${note}.2`]: [2, 1] });
  const handOvers = await transact(world.ctx(), async (tx) =>
    loadHandOvers(tx, await tx.em.find(Shipment, { orderId }, { orderBy: { id: 'asc' } })),
  );
  expect(handOvers.map(({ data }) => data.deliveryNote)).toEqual([`${note}.1`, `${note}.2`]);
  await transact(world.ctx(), (tx) => shipmentsArrived(tx, [shipments[1]!.id]));
  await confirm(shipments[0]!.number, '00340000000000000011');
  await world.settle();
  expect(await stationOf(orderId)).toBe('transmitted');
  expect(await world.rows('select 1 from invoice where order_id = ?', [orderId])).toHaveLength(0);
  await confirm(shipments[1]!.number, '00340000000000000028');
  await world.settle();
  expect(await stationOf(orderId)).toBe('invoiced');
  expect(await world.rows('select 1 from invoice where order_id = ?', [orderId])).toHaveLength(1);
  const reports = await world.rows<{ reference: string }>(
    `select intent ->> 'packageReference' as reference from effect where kind = 'channel_shipment' and order_id = ? order by key`,
    [orderId],
  );
  expect(reports.map(({ reference }) => reference).toSorted()).toEqual(['1', '2']);
  const mails = await world.rows<{ key: string; shipment: string }>(
    `select key, shipment_id as shipment from effect where kind = 'mail' and order_id = ? and key like 'shipped:%' order by key`,
    [orderId],
  );
  expect(mails).toEqual(
    shipments
      .map(({ id, number }) => ({ key: `shipped:${number}`, shipment: id }))
      .toSorted((a, b) => (a.key < b.key ? -1 : 1)),
  );
  expect(await world.rows('select sum(on_hand)::int as left, count(*)::int as rows from stock')).toEqual([
    { left: 0, rows: 4 },
  ]);
  expect(await world.rows('select 1 from reservation')).toHaveLength(0);
}, 120_000);

test('a split order that is cancelled gives every unit back', async () => {
  await stock([1, 0], [0, 1]);
  const orderId = await place(line('SKU-1', 1, '1'), line('SKU-2', 1, '2'));
  expect(await shipmentsOf(orderId)).toHaveLength(2);
  await world.rows(`update sales_order set station = 'routed' where id = ?`, [orderId]);
  await cancelOrder(world.ctx('staff:anna'), { orderId });
  expect(await world.rows('select 1 from reservation')).toHaveLength(0);
});

test('split by hand: one carrier sends two shipments, each takes its own stock, the channel is told of both, one invoice', async () => {
  await stock([0, 0], [4, 4]);
  const orderId = await place(line('SKU-1', 3, '1'), line('SKU-2', 1, '2'));
  await holdByHand(world.ctx('staff:anna'), { orderId, note: 'zu groß für ein Paket' });
  await splitByHand(world.ctx('staff:anna'), { orderId, parts: [[{ sku: 'SKU-1', quantity: 2 }]] });
  await resumeOrder(world.ctx('staff:anna'), { orderId });
  await world.settle();
  let shipments = (await shipmentsOf(orderId)).filter(({ state }) => state !== 'cancelled');
  expect(shipments.map(({ carrier, lines }) => [carrier, lines.map(({ quantity }) => quantity)])).toEqual([
    ['NORD', [1, 1]],
    ['NORD', [2]],
  ]);
  // A second split by hand: what was printed under a number stays what it says.
  const used = await notesOf(orderId);
  await holdByHand(world.ctx('staff:anna'), { orderId, note: '' });
  await splitByHand(world.ctx('staff:anna'), { orderId, parts: [[{ sku: 'SKU-1', quantity: 1 }]] });
  await resumeOrder(world.ctx('staff:anna'), { orderId });
  await world.settle();
  const after = await notesOf(orderId);
  expect(after).toMatchObject(used);
  expect(Object.values(after).slice(-2)).toEqual([[2, 1], [1]]);
  await holdByHand(world.ctx('staff:anna'), { orderId, note: '' });
  await splitByHand(world.ctx('staff:anna'), { orderId, parts: [[{ sku: 'SKU-1', quantity: 2 }]] });
  await resumeOrder(world.ctx('staff:anna'), { orderId });
  await world.settle();
  shipments = (await shipmentsOf(orderId)).filter(({ state }) => state !== 'cancelled');
  await transact(world.ctx(), (tx) =>
    shipmentsArrived(
      tx,
      shipments.map(({ id }) => id),
    ),
  );
  const onHand = () =>
    world.rows<{ sku: string; on_hand: number }>('select sku, on_hand from stock where carrier_id = ? order by sku', [
      world.partner.id,
    ]);
  await confirm(shipments[0]!.number, '00340000000000000035');
  await world.settle();
  expect((await onHand()).map(({ on_hand: left }) => left)).toEqual([3, 3]);
  expect(await world.rows('select 1 from invoice where order_id = ?', [orderId])).toHaveLength(0);
  await confirm(shipments[1]!.number, '00340000000000000042');
  await world.settle();
  expect((await onHand()).map(({ on_hand: left }) => left)).toEqual([1, 3]);
  expect(await world.rows('select 1 from invoice where order_id = ?', [orderId])).toHaveLength(1);
  const reports = await world.rows(`select 1 from effect where kind = 'channel_shipment' and order_id = ?`, [orderId]);
  expect(reports).toHaveLength(2);
  const [{ n }] = (await world.rows<{ n: number }>(
    `select count(*)::int as n from history where order_id = ? and type = 'OrderReleased'`,
    [orderId],
  )) as [{ n: number }];
  expect(n).toBe(1);
}, 120_000);

test('a split that is not possible is refused and changes nothing', async () => {
  await stock([0, 0], [4, 4]);
  const orderId = await place(line('SKU-1', 1, '1'), line('SKU-2', 1, '2'));
  const split = (...parts: { sku: string; quantity: number }[][]) =>
    splitByHand(world.ctx('staff:anna'), { orderId, parts });
  await expect(split([{ sku: 'SKU-1', quantity: 1 }])).rejects.toMatchObject({ code: 'order_not_held' });
  await holdByHand(world.ctx('staff:anna'), { orderId, note: '' });
  await expect(split([{ sku: 'SKU-1', quantity: 2 }])).rejects.toMatchObject({ code: 'split_invalid' });
  await expect(split([{ sku: 'SKU-1', quantity: 0.5 }])).rejects.toMatchObject({ code: 'quantity_invalid' });
  expect(await world.rows('select parts, held_at from sales_order where id = ?', [orderId])).toEqual([
    { parts: null, held_at: 'routed' },
  ]);
  await world.rows(`update channel set policy = policy || '{"splitShipments": false}'`);
  await expect(split([{ sku: 'SKU-1', quantity: 1 }])).rejects.toMatchObject({ code: 'split_forbidden' });
  await world.rows(`update channel set policy = policy || '{"splitShipments": true}'`);
});

test('where the channel forbids it the order is held', async () => {
  await stock([1, 0], [0, 1]);
  await world.rows(`update channel set policy = policy || '{"splitShipments": false}'`);
  const orderId = await place(line('SKU-1', 1, '1'), line('SKU-2', 1, '2'));
  expect(await stationOf(orderId)).toBe('held');
  expect(await shipmentsOf(orderId)).toHaveLength(0);
});
