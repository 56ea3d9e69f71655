import { readSettlementFile } from '@kontor/connectors/channels/amazon/settlement-file';
import type { IncomingOrder } from '@kontor/domain/channels/incoming-order';
import { creditInvoice } from '@kontor/domain/invoices/credit-invoices';
import { importOrders } from '@kontor/domain/orders/import-orders';
import { archiveSettlement } from '@kontor/domain/settlements/archive-settlement';
import { settlementSums } from '@kontor/domain/settlements/settlement-sums';
import { takeSettlement } from '@kontor/domain/settlements/take-settlement';
import { watchPayments } from '@kontor/domain/settlements/watch-payments';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestWorld, type TestWorld } from '../testing.ts';
import { chance, generateMonth, type Credit } from './generated-month.testing.ts';
import { writeFile } from './settlement-file.testing.ts';

/** More with GENERATED_ORDERS=10000. */
const count = Number(process.env.GENERATED_ORDERS ?? 400);

let world: TestWorld;
beforeAll(async () => {
  world = await openTestWorld();
});
afterAll(() => world.close());

const number = async (sql: string, params: unknown[] = []): Promise<number> =>
  Number((await world.rows<{ n: string }>(sql, params))[0]!.n);

async function importAll(orders: IncomingOrder[]): Promise<void> {
  const { channelId } = world;
  for (let from = 0; from < orders.length; from += 200)
    await importOrders(world.ctx(), {
      channelId,
      orders: orders.slice(from, from + 200),
      unreadable: [],
      cursor: null,
    });
}

async function take(id: string, bytes: Buffer): Promise<void> {
  const { channelId } = world;
  await archiveSettlement(world.ctx(), { channelId, reportId: id, bytes });
  const [row] = await world.rows<{ id: string }>('select id from settlement where report_id = ?', [id]);
  await takeSettlement(world.ctx(), row!.id, readSettlementFile(bytes));
}

async function issue(credits: Credit[]): Promise<void> {
  const invoices = await world.rows<{ id: string; channelOrderId: string }>(
    'select i.id, o.channel_order_id as "channelOrderId" from invoice i join sales_order o on o.id = i.order_id',
  );
  const idOf = new Map(invoices.map(({ id, channelOrderId }) => [channelOrderId, id]));
  for (const { channelOrderId, grossCents } of credits)
    await creditInvoice(world.ctx('staff:1'), {
      invoiceId: idOf.get(channelOrderId)!,
      wish: { kind: 'amount', grossCents },
      reason: 'returned',
    });
  await world.settle();
}

test(
  `a generated month of ${count} orders: every cent is matched, booked, or open with a ticket`,
  { timeout: 3_600_000 },
  async () => {
    const month = generateMonth(count, 20_261_125);
    const upTo = chance(7);
    const early = month.orders.filter((_, n) => n % 2 === 0);
    const known = new Set(early.map(({ channelOrderId }) => channelOrderId));
    await importAll(early);
    await world.settle();
    // Some credit notes are there before the refund, the others come after it.
    const first = month.credits.filter(({ channelOrderId }, n) => known.has(channelOrderId) && n % 3 > 0);
    await issue(first);
    for (const { id, currency, rows } of month.settlements)
      await take(id, writeFile(id, rows, { german: upTo(2) === 0, currency }));
    // The other half of the orders comes after its money.
    await importAll(month.orders.filter(({ channelOrderId }) => !known.has(channelOrderId)));
    await world.settle();
    await issue(month.credits.filter((credit) => !first.includes(credit)));
    await watchPayments(world.ctx());
    await world.settle();

    const settlements = await world.rows<{ id: string; total: number }>(
      `select id, total_cents as total from settlement where state = 'matched'`,
    );
    expect(settlements).toHaveLength(month.settlements.length);
    const sums = await settlementSums(
      world.ctx().em,
      settlements.map(({ id }) => id),
    );
    for (const { id, total } of settlements) {
      const { matched, fees, reserve, open, payoutCents, isBalanced } = sums.get(id)!;
      expect([isBalanced, payoutCents]).toEqual([true, total]);
      expect(matched.cents + fees.cents + reserve.cents + open.cents).toBe(total);
    }
    const open = [...sums.values()].reduce((sum, of) => sum + of.open.cents, 0);
    expect(open).toBe(month.expected.openCents);
    expect(await number('select count(*) as n from settlement_item where open_cents <> 0')).toBe(
      month.expected.openItems,
    );
    expect(await number(`select count(*) as n from invoice where state = 'paid'`)).toBe(month.expected.paidInvoices);
    expect(await number(`select count(*) as n from credit_note where state = 'paid'`)).toBe(month.expected.paidNotes);

    // For every open cent there is an open ticket.
    expect(
      await number(
        `select count(*) as n from settlement_item i where open_cents <> 0 and not exists (select 1 from ticket t where t.status = 'open'
        and t.cause in ('settlement:' || i.settlement_id || ':item:' || i.item_no, 'settlement:' || i.settlement_id || ':' || i.channel_order_id || '|UNKNOWN_ORDER'))`,
      ),
    ).toBe(0);
    expect(
      await number(
        `select count(*) as n from invoice i where state = 'open' and paid_cents > 0 and not exists (select 1 from ticket t where t.cause = 'payment:' || i.id and t.status = 'open')`,
      ),
    ).toBe(0);
  },
);

test('the ledger says the same as documents, items and payouts do, account by account', async () => {
  const balance = (account: string): Promise<number> =>
    number(
      `select coalesce(sum(case when debit = ? then amount_cents else -amount_cents end), 0) as n from ledger_entry where ? in (debit, credit)`,
      [account, account],
    );
  expect(await balance('transit')).toBe(
    await number(`select sum(total_cents) as n from settlement where state = 'matched'`),
  );
  expect(await balance('clearing')).toBe(-(await number('select sum(open_cents) as n from settlement_item')));
  expect(await balance('receivable')).toBe(
    (await number('select sum(gross_cents - paid_cents) as n from invoice')) -
      (await number('select sum(gross_cents - paid_cents) as n from credit_note')),
  );
  expect(await balance('revenue')).toBe(
    (await number('select sum(gross_cents) as n from credit_note')) -
      (await number('select sum(gross_cents) as n from invoice')),
  );
  expect(await balance('reserve')).toBe(
    -(await number(`select sum(amount_cents) as n from settlement_row where bucket in ('RESERVE_IN', 'RESERVE_OUT')`)),
  );
  expect(await number('select sum(amount_cents) as n from payment')).toBe(
    await number(
      `select sum(case when e.credit = 'receivable' then amount_cents else -amount_cents end) as n
         from ledger_entry e join ledger_booking b on b.id = e.booking_id where b.kind = 'match'`,
    ),
  );
});

test('running everything again changes nothing', async () => {
  const before = await number('select count(*) as n from ledger_entry');
  const orders = await world.rows<{ id: string }>('select id from sales_order');
  const { matchPayments } = await import('@kontor/domain/settlements/match-payments');
  await matchPayments(
    world.ctx(),
    orders.map(({ id }) => id),
  );
  await watchPayments(world.ctx());
  expect(await number('select count(*) as n from ledger_entry')).toBe(before);
});
