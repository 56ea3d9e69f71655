import { receiveMessages } from '@kontor/domain/shipments/receive-messages';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestWorld, type TestWorld } from '../testing.ts';
import { AnsweringPartner, confirmation, type Sent } from './partner.testing.ts';

let world: TestWorld;
let partner: AnsweringPartner;
beforeAll(async () => {
  world = await openTestWorld();
  partner = await AnsweringPartner.of(world);
});
afterAll(() => world.close());

const transmitted = async (): Promise<Sent> => (await partner.has(1))[0]!;
const count = async (sql: string, params: unknown[] = []): Promise<number> =>
  Number((await world.rows<{ n: string }>(sql, params))[0]!.n);

test('the confirmation ships, invoices and tells the channel once, however often it comes', async () => {
  const { orderId, number, shipmentId } = await transmitted();
  await partner.answers(confirmation(number, '00340434000000000011'));
  await partner.answers(confirmation(number, '00340434000000000011'), 'the same again');
  await partner.answers({ ...confirmation(number, '00340434000000000011'), eventId: 'other' }, 'and once more');
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
  await partner.answers(confirmation(number, 'B1'));
  await partner.answers(confirmation(number, 'B1'), 'again');
  expect(before - (await stock())).toBe(2);
});

test('what nobody understands and what names an unknown shipment is quarantined with a ticket; nothing is lost', async () => {
  await partner.answers('\u0001\u0002 not json', 'junk');
  await partner.answers(confirmation('S-999999', 'C1'), 'stranger');
  const tickets = await world.rows<{ reason: string }>(
    `select reason from ticket where kind = 'inbound' order by reason`,
  );
  expect(tickets.map((ticket) => ticket.reason)).toEqual(['unknown_shipment', 'unreadable_message']);
  const kept = await world.rows<{ state: string }>(
    `select state from inbound_message where name in ('junk', 'stranger')`,
  );
  expect(kept.map((message) => message.state)).toEqual(['quarantined', 'quarantined']);
});
