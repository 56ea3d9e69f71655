import { checkEInvoice } from '@kontor/connectors/formats/e-invoice/check-e-invoice';
import { createExport } from '@kontor/domain/accounting/create-export';
import { checkExtf } from '@kontor/domain/accounting/datev/check-extf';
import { AccountingFile } from '@kontor/domain/accounting/export.entity';
import { creditInvoice, type CreditRequest } from '@kontor/domain/invoices/credit-invoices';
import { matchPayments } from '@kontor/domain/settlements/match-payments';
import { undoBooking } from '@kontor/domain/settlements/undo-booking';
import { watchPayments } from '@kontor/domain/settlements/watch-payments';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestWorld, type TestWorld } from '../testing.ts';
import { settle, sold } from './statements.testing.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await openTestWorld();
});
afterAll(() => world.close());

/** An order of 39.86 EUR with its invoice, not paid. */
async function invoiced(): Promise<{ channelOrderId: string; orderId: string; invoiceId: string }> {
  const channelOrderId = await sold(world);
  await world.settle();
  const [row] = await world.rows<{ invoiceId: string; orderId: string }>(
    'select i.id as "invoiceId", o.id as "orderId" from invoice i join sales_order o on o.id = i.order_id where o.channel_order_id = ?',
    [channelOrderId],
  );
  return { channelOrderId, ...row! };
}

async function credit(invoiceId: string, o: Partial<CreditRequest> = {}): Promise<string> {
  const request = { invoiceId, wish: { kind: 'rest' }, reason: 'cancelled', ...o } as const;
  const { id } = await creditInvoice(world.ctx('staff:1'), request, checkEInvoice);
  await world.settle();
  return id;
}

const states = async (invoiceId: string) => ({
  ...(
    await world.rows<object>(
      `select o.station, i.state, i.paid_cents as paid from invoice i join sales_order o on o.id = i.order_id where i.id = ?`,
      [invoiceId],
    )
  )[0],
  notes: (
    await world.rows<{ state: string }>('select state from credit_note where invoice_id = ? order by number', [
      invoiceId,
    ])
  ).map(({ state }) => state),
});
const offset = { station: 'invoiced', state: 'offset', paid: 0, notes: ['offset'] };
const offsets = (invoiceId: string) =>
  world.rows<{ id: string }>(`select id from ledger_booking where kind = 'offset' and invoice_id = ?`, [invoiceId]);
/** Balances of an order in the ledger by account, and of its receivable by document. */
async function balances(orderId: string): Promise<Record<string, number>> {
  const rows = await world.rows<{ name: string; cents: number }>(
    `with entry as (select e.* from ledger_entry e join ledger_booking b on b.id = e.booking_id where b.order_id = ?),
          side as (select debit as account, document, amount_cents as cents from entry
                   union all select credit, document, -amount_cents from entry)
     select account as name, sum(cents)::int as cents from side group by 1
     union all select document, sum(cents)::int from side where account = 'receivable' group by 1`,
    [orderId],
  );
  return Object.fromEntries(rows.map(({ name, cents }) => [name, cents]));
}

test('an invoice cancelled before it was paid and its credit note are offset; the order is not paid', async () => {
  const { orderId, invoiceId } = await invoiced();
  await credit(invoiceId);
  expect(await states(invoiceId)).toEqual(offset);
  const sums = await balances(orderId);
  expect(Object.keys(sums)).toHaveLength(5);
  expect(new Set(Object.values(sums))).toEqual(new Set([0]));
  expect(await world.rows(`select type from history where order_id = ? and type = 'InvoicePaid'`, [orderId])).toEqual(
    [],
  );
  await matchPayments(world.ctx(), [orderId]);
  await watchPayments(world.ctx());
  expect(await offsets(invoiceId)).toHaveLength(1);
});

test('a counter-entry opens both again, once, and automation leaves them alone', async () => {
  const { orderId, invoiceId } = await invoiced();
  await credit(invoiceId);
  const [booking] = await offsets(invoiceId);
  await undoBooking(world.ctx('staff:1'), booking!.id);
  const open = { ...offset, state: 'open', notes: ['open'] };
  expect(await states(invoiceId)).toEqual(open);
  const sums = await balances(orderId);
  expect(Object.values(sums).toSorted((a, b) => a - b)).toEqual([-3_986, 0, 0, 0, 3_986]);
  await expect(undoBooking(world.ctx('staff:1'), booking!.id)).rejects.toMatchObject({ code: 'booking_not_undoable' });
  await matchPayments(world.ctx(), [orderId]);
  await watchPayments(world.ctx());
  expect(await states(invoiceId)).toEqual(open);
});

test('parts credited before are offset with the rest', async () => {
  const { invoiceId } = await invoiced();
  await credit(invoiceId, { wish: { kind: 'amount', grossCents: 500 }, reason: 'goodwill' });
  expect(await states(invoiceId)).toEqual({ ...offset, state: 'open', notes: ['open'] });
  await credit(invoiceId);
  expect(await states(invoiceId)).toEqual({ ...offset, notes: ['offset', 'offset'] });
});

test('what was returned, or paid before it was cancelled, waits for the money of the channel', async () => {
  const returned = await invoiced();
  await credit(returned.invoiceId, { reason: 'returned' });
  expect(await states(returned.invoiceId)).toMatchObject({ state: 'open', notes: ['open'] });
  const paid = await invoiced();
  await settle(world, [{ orderId: paid.channelOrderId, amountCents: 3_986 }]);
  await credit(paid.invoiceId);
  expect(await states(paid.invoiceId)).toEqual({ station: 'paid', state: 'paid', paid: 3_986, notes: ['open'] });
});

test('money that comes nevertheless is a ticket; taking the offset back lets it be matched', async () => {
  const { channelOrderId, orderId, invoiceId } = await invoiced();
  await credit(invoiceId);
  const id = await settle(world, [{ orderId: channelOrderId, amountCents: 3_986 }]);
  expect(await states(invoiceId)).toEqual(offset);
  const cause = `settlement:${id}:item:1`;
  expect(await world.rows(`select reason from ticket where cause = ? and status = 'open'`, [cause])).toHaveLength(1);
  const [booking] = await offsets(invoiceId);
  await undoBooking(world.ctx('staff:1'), booking!.id);
  await matchPayments(world.ctx(), [orderId]);
  expect(await states(invoiceId)).toEqual({ station: 'paid', state: 'paid', paid: 3_986, notes: ['open'] });
});

test('the batch for DATEV holds the offsets and says what the ledger says', async () => {
  const made = await createExport(world.ctx('staff:1'), { format: 'datev', from: '2026-01-01', to: '2026-12-31' });
  const files = await world
    .ctx()
    .em.find(AccountingFile, { exportId: made.id, entries: { $gt: 0 } }, { populate: ['bytes'] });
  const text = files.map(({ bytes }) => new TextDecoder('windows-1252').decode(bytes!)).join('');
  expect(text).toContain('"Verrechnung ');
  for (const { bytes } of files)
    expect([...checkExtf(bytes!).balances.values()].reduce((sum, cents) => sum + cents, 0)).toBe(0);
});
