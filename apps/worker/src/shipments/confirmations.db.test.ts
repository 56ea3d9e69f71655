import type { IncomingOrder } from '@kontor/domain/channels/incoming-order';
import { importOrders } from '@kontor/domain/orders/import-orders';
import { transact } from '@kontor/domain/kernel/transact';
import { shipmentsArrived } from '@kontor/domain/shipments/hand-over-shipments';
import { receiveMessages } from '@kontor/domain/shipments/receive-messages';
import { watchDeadlines } from '@kontor/domain/shipments/watch-deadlines';
import { anIncomingOrder } from '@kontor/domain/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestWorld, type TestWorld } from '../testing.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await openTestWorld();
  const at = (name: string) => ({ at: name });
  const fields = {
    shipment: at('shipment'),
    trackingNumber: at('trackingNumber'),
    parcelService: at('parcelService'),
    shippedAt: at('shippedAt'),
  };
  const returns = { source: 'http', secret: 's', mapping: { format: 'json', fields } };
  await world.rows(`update carrier set returns = ? where code = 'NORD'`, [JSON.stringify(returns)]);
});
afterAll(() => world.close());

interface Sent {
  order: IncomingOrder;
  orderId: string;
  shipmentId: string;
  number: string;
}

/** An order whose data the partner has. */
async function transmitted(): Promise<Sent> {
  const order = anIncomingOrder();
  await importOrders(world.ctx('channel'), {
    channelId: world.channelId,
    orders: [order],
    unreadable: [],
    cursor: null,
  });
  await world.settle();
  const [shipment] = await world.rows<{ id: string; number: string; order_id: string }>(
    'select s.id, s.number, s.order_id from shipment s join sales_order o on o.id = s.order_id where o.channel_order_id = ?',
    [order.channelOrderId],
  );
  await transact(world.ctx(), (tx) => shipmentsArrived(tx, [shipment!.id]));
  return { order, orderId: shipment!.order_id, shipmentId: shipment!.id, number: shipment!.number };
}

async function answer(body: unknown, name = 'answer'): Promise<void> {
  const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  await receiveMessages(world.ctx('carrier'), [{ source: 'http:NORD', carrierId: world.partner.id, name, bytes }]);
  await world.settle();
}

const confirmation = (number: string, trackingNumber: string) => ({
  eventId: trackingNumber,
  shipment: number,
  trackingNumber,
  parcelService: 'DHL',
  shippedAt: '2026-11-20T10:00:00Z',
});
const count = async (sql: string, params: unknown[] = []): Promise<number> =>
  Number((await world.rows<{ n: string }>(sql, params))[0]!.n);

test('the confirmation ships, invoices and tells the channel once, however often it comes', async () => {
  const { orderId, number, shipmentId } = await transmitted();
  await answer(confirmation(number, '00340434000000000011'));
  await answer(confirmation(number, '00340434000000000011'), 'the same again');
  await answer({ ...confirmation(number, '00340434000000000011'), eventId: 'other' }, 'and once more');
  expect(await count('select count(*) as n from parcel where shipment_id = ?', [shipmentId])).toBe(1);
  expect(await count('select count(*) as n from invoice where order_id = ?', [orderId])).toBe(1);
  expect(
    await count(`select count(*) as n from effect where order_id = ? and kind = 'channel_shipment'`, [orderId]),
  ).toBe(1);
  expect(
    await count(`select count(*) as n from effect where order_id = ? and kind = 'mail' and key like 'shipped:%'`, [
      orderId,
    ]),
  ).toBe(1);
});

test('two confirmations at the same time confirm once; a second tracking number is added', async () => {
  const { number, shipmentId, orderId } = await transmitted();
  await receiveMessages(
    world.ctx('carrier'),
    ['A1', 'A2'].map((tracking) => ({
      source: 'http:NORD',
      carrierId: world.partner.id,
      name: tracking,
      bytes: Buffer.from(JSON.stringify(confirmation(number, tracking))),
    })),
  );
  await Promise.all([world.settle(), world.settle()]);
  expect(await count('select count(*) as n from parcel where shipment_id = ?', [shipmentId])).toBe(2);
  expect(
    await count(`select count(*) as n from history where order_id = ? and type = 'ShipmentConfirmed'`, [orderId]),
  ).toBe(1);
});

test('shipped units leave the shelf once', async () => {
  const stock = () =>
    count(`select on_hand as n from stock where sku = 'SKU-1' and carrier_id = ?`, [world.partner.id]);
  const before = await stock();
  const { number } = await transmitted();
  await answer(confirmation(number, 'B1'));
  await answer(confirmation(number, 'B1'), 'again');
  expect(before - (await stock())).toBe(2);
});

test('what nobody understands and what names an unknown shipment is quarantined with a ticket; nothing is lost', async () => {
  await answer('\u0001\u0002 not json', 'junk');
  await answer(confirmation('S-999999', 'C1'), 'stranger');
  const tickets = await world.rows<{ reason: string }>(
    `select reason from ticket where kind = 'inbound' order by reason`,
  );
  expect(tickets.map((ticket) => ticket.reason)).toEqual(['unknown_shipment', 'unreadable_message']);
  const kept = await world.rows<{ state: string }>(
    `select state from inbound_message where name in ('junk', 'stranger')`,
  );
  expect(kept.map((message) => message.state)).toEqual(['quarantined', 'quarantined']);
});

test('a missing confirmation is one ticket, which closes itself when it comes late', async () => {
  const { number, shipmentId, orderId } = await transmitted();
  world.clock.now = new Date(world.clock.now.getTime() + 61 * 60_000);
  await watchDeadlines(world.ctx());
  await watchDeadlines(world.ctx());
  const open = () =>
    count(`select count(*) as n from ticket where cause = ? and status = 'open'`, [`overdue:${shipmentId}`]);
  expect(await open()).toBe(1);
  expect(await count('select count(*) as n from sales_order where id = ? and overdue', [orderId])).toBe(1);
  await answer(confirmation(number, 'D1'), 'late');
  expect(await open()).toBe(0);
  expect(await count('select count(*) as n from sales_order where id = ? and overdue', [orderId])).toBe(0);
});
