import { countedUntil } from '@kontor/domain/kpis/count-facts';
import { HistoryFollower } from '@kontor/platform/follow-history';
import { openLog } from '@kontor/platform/log';
import { untilFollowable } from '@kontor/platform/testing';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { AnsweringPartner, confirmation } from '../shipments/partner.testing.ts';
import { openTestWorld, type TestWorld } from '../testing.ts';
import { countKpis, type Counting } from './count-kpis.ts';

let world: TestWorld;
let partner: AnsweringPartner;
let history: HistoryFollower;
let on: Counting;
beforeAll(async () => {
  world = await openTestWorld();
  partner = await AnsweringPartner.of(world);
  history = new HistoryFollower(world.url);
  on = { newContext: (actor) => world.ctx(actor), history, log: openLog('test', 'silent') };
});
beforeEach(async () => {
  await partner.has(1);
  await count();
});
afterAll(async () => {
  await history.close();
  await world.close();
});

async function count(): Promise<void> {
  await untilFollowable((sql) => world.rows(sql));
  while (await countKpis(on));
}
const figures = async (): Promise<Record<string, number>> => {
  const rows = await world.rows<{ measure: string; n: string }>(
    'select measure, sum(n) as n from kpi_day group by measure',
  );
  return Object.fromEntries(rows.map(({ measure, n }) => [measure, Number(n)]));
};

test('an order counts once at each step, whatever is told again, with the cost the matrix had decided', async () => {
  const [{ number, orderId, shipmentId }] = (await partner.has(1)) as [
    { number: string; orderId: string; shipmentId: string },
  ];
  await count();
  const before = await figures();
  world.clock.now = new Date(world.clock.now.getTime() + 7_200_000);
  await partner.answers(confirmation(number, 'K1'));
  await partner.answers(confirmation(number, 'K2'), 'a second parcel');
  await count();
  const after = await figures();
  expect([after.shipped! - (before.shipped ?? 0), after.confirmed! - (before.confirmed ?? 0)]).toEqual([1, 1]);
  expect(after.to_shipment! - (before.to_shipment ?? 0)).toBe(1);
  const [cost] = await world.rows<{ cents: string; decided: number }>(
    `select sum(k.cents) as cents, (select (record -> 'legs' -> 0 ->> 'cents')::int from carrier_decision where order_id = ?) as decided
       from kpi_day k where measure = 'confirmed' and key = (select carrier_id::text from shipment where id = ?)`,
    [orderId, shipmentId],
  );
  expect(Number(cost!.cents) % cost!.decided).toBe(0);
  expect(Number(cost!.cents)).toBeGreaterThan(0);
});

test('two workers that count the same facts count them once', async () => {
  await partner.has(3);
  await untilFollowable((sql) => world.rows(sql));
  const before = await figures();
  const from = await countedUntil(world.ctx());
  const counted = await Promise.all([countKpis(on), countKpis(on), countKpis(on)]);
  expect(counted.filter(Boolean).length).toBeGreaterThan(0);
  while (await countKpis(on));
  expect(await countedUntil(world.ctx())).not.toBe(from);
  expect((await figures()).orders! - before.orders!).toBe(3);
});

test('counted from the beginning, an installation with a past has the same figures', async () => {
  await count();
  const grown = await world.rows('select * from kpi_day order by day, channel_id, measure, key, bucket');
  await world.rows('delete from kpi_day');
  await world.rows('delete from order_clock');
  await world.rows(`update kpi_cursor set cursor = '0:0'`);
  await count();
  expect(await world.rows('select * from kpi_day order by day, channel_id, measure, key, bucket')).toEqual(grown);
});
