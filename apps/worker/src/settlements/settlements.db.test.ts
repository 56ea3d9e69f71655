import type { IncomingMovement } from '@kontor/domain/channels/sales-channel.port';
import { importOrders } from '@kontor/domain/orders/import-orders';
import { archiveSettlement } from '@kontor/domain/settlements/archive-settlement';
import { storeMovements } from '@kontor/domain/settlements/store-movements';
import { takeSettlement } from '@kontor/domain/settlements/take-settlement';
import { anIncomingOrder } from '@kontor/domain/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestWorld, type TestWorld } from '../testing.ts';
import { aRow, settle, sold } from './statements.testing.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await openTestWorld();
});
afterAll(() => world.close());

const settlement = (...args: Parameters<typeof settle> extends [unknown, ...infer Rest] ? Rest : never) =>
  settle(world, ...args);

const state = async (channelOrderId: string) =>
  (
    await world.rows<{ station: string; paid_cents: number }>(
      'select o.station, i.paid_cents from sales_order o left join invoice i on i.order_id = o.id where o.channel_order_id = ?',
      [channelOrderId],
    )
  )[0];
const tickets = async (reason: string) =>
  (await world.rows(`select 1 from ticket where reason = ? and status = 'open'`, [reason])).length;

test('a settlement that adds up pays its invoices; fees are set apart', async () => {
  const orderId = await sold(world);
  await world.settle();
  await settlement([
    { orderId, amountCents: 3_350, amountDescription: 'Principal' },
    { orderId, amountCents: 636, amountDescription: 'Tax' },
    { orderId, amountType: 'ItemFees', amountDescription: 'Commission', amountCents: -598 },
  ]);
  expect(await state(orderId)).toEqual({ station: 'paid', paid_cents: 3_986 });
});

test('it may come before the invoice: whichever is last finds the other', async () => {
  const orderId = await sold(world);
  const { channelId } = world;
  await archiveSettlement(world.ctx(), { channelId, reportId: 'early', bytes: Buffer.from('early') });
  const [{ id }] = (await world.rows<{ id: string }>(`select id from settlement where report_id = 'early'`)) as [
    { id: string },
  ];
  await takeSettlement(world.ctx(), id, {
    settlementId: 'early',
    startsAt: null,
    endsAt: null,
    depositAt: null,
    currency: 'EUR',
    totalCents: 3_986,
    rows: [aRow({ orderId, amountCents: 3_986 })],
  });
  expect((await state(orderId))?.station).toBe('shipped');
  await world.settle();
  expect(await state(orderId)).toEqual({ station: 'paid', paid_cents: 3_986 });
});

test('one whose sum does not match is refused whole, with a ticket, its file kept', async () => {
  const orderId = await sold(world);
  const before = await tickets('settlement_refused');
  const id = await settlement([{ orderId, amountCents: 3_986 }], { totalCents: 3_985 });
  expect(await tickets('settlement_refused')).toBe(before + 1);
  expect((await state(orderId))?.station).toBe('invoiced');
  const [kept] = await world.rows<{ state: string; size: number }>(
    'select state, length(raw) as size from settlement where id = ?',
    [id],
  );
  expect(kept).toMatchObject({ state: 'refused' });
  expect(Number(kept!.size)).toBeGreaterThan(0);
  expect(await world.rows('select 1 from settlement_row where settlement_id = ?', [id])).toEqual([]);
});

test('the same settlement under another report id is taken once; with other content it is a ticket', async () => {
  const orderId = await sold(world);
  await world.settle();
  await settlement([{ orderId, amountCents: 3_986 }], { settlementId: 'S1', bytes: 'same' });
  const before = await tickets('settlement_refused');
  await settlement([{ orderId, amountCents: 3_986 }], { settlementId: 'S1', bytes: 'same' });
  expect(await tickets('settlement_refused')).toBe(before);
  await settlement([{ orderId, amountCents: 3_986 }], { settlementId: 'S1', bytes: 'other' });
  expect(await tickets('settlement_refused')).toBe(before + 1);
  expect(await state(orderId)).toEqual({ station: 'paid', paid_cents: 3_986 });
});

test('two reports of one settlement, taken by two workers at once, pay its invoice once; the second sees the first, and no fault is met', async () => {
  const { channelId } = world;
  const orderIds: string[] = [];
  for (let n = 0; n < 6; n += 1) orderIds.push(await sold(world));
  await world.settle();
  const before = await tickets('settlement_refused');
  const archive = async (reportId: string, content: string): Promise<string> => {
    const report = { channelId, reportId, bytes: Buffer.from(content) };
    // Two channels of the account fetch it at once.
    await Promise.all([archiveSettlement(world.ctx(), report), archiveSettlement(world.ctx(), report)]);
    const rows = await world.rows<{ id: string }>('select id from settlement where report_id = ?', [reportId]);
    expect(rows).toHaveLength(1);
    return rows[0]!.id;
  };
  const taken = orderIds.map(async (orderId) => {
    const reports = [await archive(`${orderId}-a`, orderId), await archive(`${orderId}-b`, orderId)];
    const period = { startsAt: null, endsAt: null, depositAt: null, currency: 'EUR' };
    const rows = [aRow({ orderId, amountCents: 3_986 })];
    const statement = { ...period, settlementId: `once-${orderId}`, totalCents: 3_986, rows };
    await Promise.all(reports.map((id) => takeSettlement(world.ctx(), id, statement)));
    return reports;
  });
  const reports = (await Promise.all(taken)).flat();
  await world.settle();
  const outcomes = await world.rows(
    'select state, problem, count(*)::int as n from settlement where id in (?) group by state, problem order by state',
    [reports],
  );
  expect(outcomes).toEqual([
    { state: 'matched', problem: null, n: 6 },
    { state: 'refused', problem: 'duplicate', n: 6 },
  ]);
  for (const orderId of orderIds) expect(await state(orderId)).toEqual({ station: 'paid', paid_cents: 3_986 });
  expect(await tickets('settlement_refused')).toBe(before);
});

test('split over two settlements: partly paid with a ticket, paid by the second, which closes it', async () => {
  const orderId = await sold(world);
  await world.settle();
  await settlement([{ orderId, amountCents: 3_000 }]);
  expect(await state(orderId)).toEqual({ station: 'invoiced', paid_cents: 3_000 });
  expect(await tickets('invoice_underpaid')).toBe(1);
  await settlement([{ orderId, amountCents: 986 }]);
  expect(await state(orderId)).toEqual({ station: 'paid', paid_cents: 3_986 });
  expect(await tickets('invoice_underpaid')).toBe(0);
});

test('a refund, an unknown row and an order that is not ours are tickets, never silent', async () => {
  const orderId = await sold(world);
  await settlement([
    { orderId, transactionType: 'Refund', amountCents: -500 },
    { transactionType: 'Neuartig', amountType: 'Neu', amountDescription: 'Neu', amountCents: 7 },
    { orderId: '999-0000000-0000000', amountCents: 100 },
  ]);
  expect([
    await tickets('settlement_refund'),
    await tickets('settlement_other'),
    await tickets('settlement_unknown_order'),
  ]).toEqual([1, 1, 1]);
});

test('a settlement that names an order before the import has seen it pays it all the same, and its ticket closes', async () => {
  const order = anIncomingOrder({ status: 'shipped', fulfilledBy: 'marketplace' });
  const before = await tickets('settlement_unknown_order');
  await settlement([{ orderId: order.channelOrderId, amountCents: 3_986 }]);
  expect(await tickets('settlement_unknown_order')).toBe(before + 1);
  await importOrders(world.ctx(), { channelId: world.channelId, orders: [order], unreadable: [], cursor: null });
  await world.settle();
  expect(await state(order.channelOrderId)).toEqual({ station: 'paid', paid_cents: 3_986 });
  expect(await tickets('settlement_unknown_order')).toBe(before);
});

test('a movement is paid by the first settlement after it that names its order, whichever of the two comes first', async () => {
  const { channelId } = world;
  const [early, late, refunded] = [await sold(world), await sold(world), await sold(world)];
  const moved = (
    movementId: string,
    channelOrderId: string | null,
    at: string,
    more: Partial<IncomingMovement> = {},
  ) => ({
    movementId,
    channelOrderId,
    type: 'Shipment',
    status: 'deferred' as const,
    postedAt: new Date(at),
    amountCents: 3_388,
    currency: 'EUR',
    ...more,
  });
  const store = (...movements: IncomingMovement[]) =>
    storeMovements(world.ctx(), { channelId, movements, cursor: null });
  const paidBy = async () =>
    Object.fromEntries(
      (
        await world.rows<{ id: string; by: string | null }>(
          `select m.movement_id as id, s.settlement_id as by from movement m left join settlement s on s.id = m.settlement_id`,
        )
      ).map(({ id, by }) => [id, by]),
    );
  const refund = { type: 'Refund', status: 'released' as const, amountCents: -500 };
  await store(
    moved('early', early, '2026-11-10T08:00:00Z'),
    moved('sale', refunded, '2026-11-10T08:00:00Z'),
    moved('refund', refunded, '2026-11-18T08:00:00Z', refund),
  );
  const first = { settlementId: 'M1', endsAt: new Date('2026-11-15T00:00:00Z') };
  await settlement(
    [early, late, refunded].map((orderId) => ({ orderId, amountCents: 3_986 })),
    first,
  );
  await store(
    moved('late', late, '2026-11-10T09:00:00Z'),
    moved('fee', null, '2026-11-11T08:00:00Z', { type: 'ServiceFee', status: 'released', amountCents: -4_641 }),
  );
  expect(await paidBy()).toEqual({ early: 'M1', sale: 'M1', fee: 'M1', late: 'M1', refund: null });
  const second = { settlementId: 'M2', endsAt: new Date('2026-11-19T00:00:00Z') };
  await settlement([{ orderId: refunded, transactionType: 'Refund', amountCents: -500 }], second);
  expect(await paidBy()).toMatchObject({ sale: 'M1', refund: 'M2' });
});
