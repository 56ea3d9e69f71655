import { setAccounting } from '@kontor/domain/accounting/set-accounting';
import { settlementSums } from '@kontor/domain/settlements/settlement-sums';
import { undoBooking } from '@kontor/domain/settlements/undo-booking';
import { watchPayments } from '@kontor/domain/settlements/watch-payments';
import { tryWriteOffs, writeOffSmall } from '@kontor/domain/settlements/write-off-small';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestWorld, type TestWorld } from '../testing.ts';
import { settle, sold } from './statements.testing.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await openTestWorld();
});
afterAll(() => world.close());

const dayMs = 86_400_000;
const clerk = () => world.ctx('staff:1');
const invoiceOf = async (channelOrderId: string) =>
  (
    await world.rows<{ id: string; number: string; state: string; station: string }>(
      'select i.id, i.number, i.state, o.station from invoice i join sales_order o on o.id = i.order_id where o.channel_order_id = ?',
      [channelOrderId],
    )
  )[0]!;
const openTickets = async (cause: string) =>
  (await world.rows(`select 1 from ticket where cause like ? and status = 'open'`, [`%${cause}%`])).length;

/** An invoice over 39.86 EUR of which so much was paid. */
async function paid(amountCents: number): Promise<{ orderId: string; settlement: string }> {
  const orderId = await sold(world);
  await world.settle();
  return { orderId, settlement: await settle(world, [{ orderId, amountCents }]) };
}

/** Who still owes 1.20 EUR, who paid 0.90 EUR too much, and who owes too much for the rule. */
let short: { orderId: string; settlement: string };
let over: { orderId: string; settlement: string };
let far: { orderId: string; settlement: string };

test('a dry run says what a rule would write off, the largest first, and changes nothing', async () => {
  short = await paid(3_866);
  over = await paid(4_076);
  far = await paid(2_986);
  const { number } = await invoiceOf(short.orderId);
  const unpaid = await sold(world);
  await world.settle();
  expect((await invoiceOf(unpaid)).state).toBe('open');
  expect(await tryWriteOffs(world.ctx(), { cents: 200, days: 14 })).toEqual({ count: 0, sums: [], rests: [] });
  world.clock.now = new Date(world.clock.now.getTime() + 15 * dayMs);
  const trial = await tryWriteOffs(world.ctx(), { cents: 200, days: 14 });
  expect(trial).toMatchObject({
    count: 2,
    sums: [{ currency: 'EUR', amount: 210 }],
    rests: [
      { kind: 'underpaid', document: number, openCents: 120 },
      { kind: 'overpaid', id: over.settlement, itemNo: 1, openCents: 90 },
    ],
  });
  expect(await tryWriteOffs(world.ctx(), { cents: 1_000, days: 14 })).toMatchObject({ count: 3 });
  expect(await openTickets(`payment:${(await invoiceOf(short.orderId)).id}`)).toBe(1);
});

test('nothing is written off without a rule; a rule is told in the history with who set it', async () => {
  expect(await writeOffSmall(world.ctx())).toBe(0);
  await setAccounting(clerk(), { autoWriteOffCents: 200, autoWriteOffDays: 14 });
  await setAccounting(clerk(), { autoWriteOffCents: 200 });
  const told = await world.rows<{ actor: string; payload: { changes: object[] } }>(
    `select actor, data as payload from history where type = 'AccountingChanged'`,
  );
  expect(told).toHaveLength(1);
  expect(told[0]).toMatchObject({
    actor: 'staff:1',
    payload: { changes: [{ name: 'autoWriteOffCents', from: 0, to: 200 }] },
  });
});

test('what the rule is about is booked as rounding, once, whoever looks at the same time, and its tickets close', async () => {
  const { id } = await invoiceOf(short.orderId);
  await Promise.all([1, 2, 3].map(() => watchPayments(world.ctx())));
  expect(await invoiceOf(short.orderId)).toMatchObject({ state: 'paid', station: 'paid' });
  expect((await invoiceOf(far.orderId)).state).toBe('open');
  const bookings = await world.rows(
    `select b.actor, b.rule, e.debit, e.credit, e.amount_cents as cents from ledger_booking b join ledger_entry e on e.booking_id = b.id
      where b.kind = 'difference' order by e.amount_cents desc`,
  );
  expect(bookings).toEqual([
    { actor: 'automation', rule: 'write_off:200:14', debit: 'rounding', credit: 'receivable', cents: 120 },
    { actor: 'automation', rule: 'write_off:200:14', debit: 'clearing', credit: 'rounding', cents: 90 },
  ]);
  const sums = (await settlementSums(world.ctx().em, [over.settlement])).get(over.settlement);
  expect(sums).toMatchObject({ open: { count: 0, cents: 0 }, isBalanced: true });
  expect([await openTickets(`payment:${id}`), await openTickets(`${over.settlement}:item:1`)]).toEqual([0, 0]);
});

test('what a person takes back by a counter-entry is open again and stays with the person', async () => {
  const { id } = await invoiceOf(short.orderId);
  const booked = await world.rows<{ id: string }>(`select id from ledger_booking where kind = 'difference'`);
  for (const one of booked) await undoBooking(clerk(), one.id);
  expect(await invoiceOf(short.orderId)).toMatchObject({ state: 'open', station: 'invoiced' });
  const [{ cents }] = (await world.rows<{ cents: string }>(
    `select sum(case when debit = 'rounding' then amount_cents else -amount_cents end) as cents from ledger_entry
      where 'rounding' in (debit, credit)`,
  )) as [{ cents: string }];
  expect(Number(cents)).toBe(0);
  expect(await writeOffSmall(world.ctx())).toBe(0);
  expect(await world.rows(`select 1 from ledger_booking where invoice_id = ? and kind = 'difference'`, [id])).toHaveLength(1); // prettier-ignore
});

test('a rest is left alone while something else of its order is open', async () => {
  const { orderId } = await paid(3_900);
  await settle(world, [{ orderId, transactionType: 'Refund', amountCents: -500 }]);
  world.clock.now = new Date(world.clock.now.getTime() + 20 * dayMs);
  expect(await writeOffSmall(world.ctx())).toBe(0);
  expect((await invoiceOf(orderId)).state).toBe('open');
});
