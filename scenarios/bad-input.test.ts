import { afterAll, beforeAll, expect, test } from 'vitest';
import { Stack } from './stack.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await Stack.start();
});
afterAll(() => stack?.stop());

const openTickets = async (reason: string): Promise<number> =>
  (await stack.rows(`select 1 from ticket where reason = $1 and status = 'open'`, [reason])).length;
const station = async (channelOrderId: string): Promise<string | undefined> =>
  (
    await stack.rows<{ station: string }>('select station from sales_order where channel_order_id = $1', [
      channelOrderId,
    ])
  )[0]?.station;
const place = async (count: number): Promise<string[]> =>
  (await stack.ask<{ orderIds: string[] }>('/orders', { count })).orderIds;
const patient = { timeout: 120_000 };

test('a malformed order becomes a ticket, its page goes on, and it is taken when it is right again', async () => {
  await stack.ask('/faults', { malformedOrder: true });
  const orders = await place(3);
  await expect.poll(() => openTickets('unreadable_order'), patient).toBe(1);
  await expect.poll(async () => (await Promise.all(orders.map(station))).filter(Boolean).length, patient).toBe(3);
});

test('an unreadable return file and one for an unknown shipment are quarantined; the right one that follows ships the order', async () => {
  await stack.ask('/faults', { unreadableReturn: true, unknownReturn: true });
  await place(25);
  await expect.poll(() => openTickets('unreadable_message'), patient).toBeGreaterThanOrEqual(1);
  await expect.poll(() => openTickets('unknown_shipment'), patient).toBeGreaterThanOrEqual(1);
  const kept = await stack.rows(`select 1 from inbound_message where state = 'quarantined' and length(bytes) > 0`);
  expect(kept.length).toBeGreaterThanOrEqual(2);
});

test('a settlement whose sum does not match is refused with a ticket and its file is kept; the next one is taken', async () => {
  await stack.ask('/faults', { settlementSumWrong: true });
  await place(2);
  await expect.poll(() => openTickets('settlement_refused'), patient).toBe(1);
  const [refused] = await stack.rows<{ problem: string; size: number }>(
    `select problem, length(raw) as size from settlement where state = 'refused'`,
  );
  expect(refused!.problem).toMatch(/sum of rows -?\d+ is not the stated total -?\d+/);
  expect(Number(refused!.size)).toBeGreaterThan(0);
  const later = await place(2);
  await expect.poll(async () => (await Promise.all(later.map(station))).join(), patient).toBe('paid,paid');
});

test('a wrong token, a query of absurd depth and one that cannot be read get a clear error', async () => {
  const wrong = await stack.graphql('{ stationCounts { count } }', {}, 'nonsense');
  expect(wrong.errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  const nest = (depth: number): string => (depth ? `customer { orders { ${nest(depth - 1)} } }` : 'id');
  const deep = await stack.graphql(`{ order(number: "A-100001") { ${nest(12)} } }`);
  expect(deep.errors?.[0]?.message).toMatch(/depth/);
  const unreadable = await stack.graphql('{ orders {');
  expect(unreadable.errors?.[0]?.extensions.code).toBe('GRAPHQL_PARSE_FAILED');
  const inbound = await fetch(`${stack.url}/inbound/RHEIN`, {
    method: 'POST',
    headers: { authorization: 'Bearer wrong' },
    body: '{}',
  });
  expect([inbound.status, await inbound.json()]).toEqual([401, { error: 'wrong secret' }]);
});
