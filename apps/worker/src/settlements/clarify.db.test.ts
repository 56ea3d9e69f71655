import { bookItem, matchItem, writeOffInvoice, writeOffItem } from '@kontor/domain/settlements/clarify-items';
import { settlementSums } from '@kontor/domain/settlements/settlement-sums';
import { searchDocuments, suggestionsFor } from '@kontor/domain/settlements/suggestions.queries';
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

const clerk = () => world.ctx('staff:1');
const sums = async (id: string) => (await settlementSums(world.ctx().em, [id])).get(id)!;
const invoiceOf = async (channelOrderId: string) =>
  (
    await world.rows<{ id: string; number: string; state: string; paid_cents: number; station: string }>(
      'select i.id, i.number, i.state, i.paid_cents, o.station from invoice i join sales_order o on o.id = i.order_id where o.channel_order_id = ?',
      [channelOrderId],
    )
  )[0]!;
const openTickets = async (cause: string) =>
  (await world.rows(`select 1 from ticket where cause like ? and status = 'open'`, [`%${cause}%`])).length;
const lastBooking = async (kind: string) =>
  (
    await world.rows<{ id: string }>('select id from ledger_booking where kind = ? order by id desc limit 1', [kind])
  )[0]!.id;
const balance = async (account: string) =>
  (
    await world.rows<{ cents: string }>(
      `select coalesce(sum(case when debit = ? then amount_cents else -amount_cents end), 0) as cents from ledger_entry where ? in (debit, credit)`,
      [account, account],
    )
  )[0]!.cents;

test('matched, fees, reserve and open are the payout at each step: taken, matched by hand, undone', async () => {
  const orderId = await sold(world);
  await world.settle();
  const id = await settle(world, [
    { orderId: null, transactionType: 'Neuartig', amountType: 'Neu', amountDescription: 'Neu', amountCents: 3_986 },
    { amountType: 'ItemFees', amountDescription: 'Commission', amountCents: -598 },
    { transactionType: 'other-transaction', amountDescription: 'Current Reserve Amount', amountCents: -100 },
  ]);
  const before = await sums(id);
  expect(before).toMatchObject({ payoutCents: 3_288, isBalanced: true });
  expect([before.matched.cents, before.fees.cents, before.reserve.cents, before.open.cents]).toEqual([
    0, -598, -100, 3_986,
  ]);
  const invoice = await invoiceOf(orderId);
  const suggested = await suggestionsFor(world.ctx().em, { settlementId: id, itemNo: 1 });
  expect(suggested.find(({ candidate }) => candidate?.number === invoice.number)).toMatchObject({
    action: 'match',
    score: 40,
    reasons: ['same_amount'],
  });
  expect(await openTickets(`${id}:item:1`)).toBe(1);
  await matchItem(clerk(), { settlementId: id, itemNo: 1, invoiceId: invoice.id });
  expect(await invoiceOf(orderId)).toMatchObject({ state: 'paid', paid_cents: 3_986, station: 'paid' });
  expect(await sums(id)).toMatchObject({
    matched: { count: 1, cents: 3_986 },
    open: { count: 0, cents: 0 },
    isBalanced: true,
  });
  expect(await openTickets(`${id}:item:1`)).toBe(0);
  const booking = await lastBooking('match');
  await undoBooking(clerk(), booking);
  expect(await invoiceOf(orderId)).toMatchObject({ state: 'open', paid_cents: 0, station: 'invoiced' });
  expect(await sums(id)).toMatchObject({ matched: { cents: 0 }, open: { count: 1, cents: 3_986 }, isBalanced: true });
  await expect(undoBooking(clerk(), booking)).rejects.toMatchObject({ code: 'booking_not_undoable' });
  const payments = await world.rows('select amount_cents from payment where invoice_id = ? order by at, id', [
    invoice.id,
  ]);
  expect(payments).toEqual([{ amount_cents: 3_986 }, { amount_cents: -3_986 }]);
});

test('what automation has matched and a person has taken back, automation leaves alone', async () => {
  const orderId = await sold(world);
  await world.settle();
  const id = await settle(world, [{ orderId, amountCents: 3_986 }]);
  expect(await invoiceOf(orderId)).toMatchObject({ state: 'paid' });
  await undoBooking(clerk(), await lastBooking('match'));
  await settle(world, [{ orderId, amountType: 'ItemFees', amountDescription: 'Commission', amountCents: -1 }]);
  expect(await invoiceOf(orderId)).toMatchObject({ state: 'open' });
  expect((await sums(id)).open).toEqual({ count: 1, cents: 3_986 });
});

test('what does not fit is refused: sign, amount, currency, account', async () => {
  const orderId = await sold(world);
  await world.settle();
  const { id: invoiceId } = await invoiceOf(orderId);
  const unknown = { transactionType: 'Neuartig', amountType: 'A', amountDescription: 'B' };
  const id = await settle(world, [
    { ...unknown, amountCents: -5 },
    { ...unknown, amountDescription: 'C', amountCents: 5_000 },
  ]);
  const foreign = await settle(world, [{ ...unknown, amountCents: 10 }], { currency: 'SEK' });
  const refused = (work: Promise<unknown>, code: string) => expect(work).rejects.toMatchObject({ code });
  await refused(matchItem(clerk(), { settlementId: id, itemNo: 1, invoiceId }), 'amount_does_not_fit');
  await refused(matchItem(clerk(), { settlementId: id, itemNo: 2, invoiceId, cents: 4_000 }), 'amount_does_not_fit');
  await refused(matchItem(clerk(), { settlementId: foreign, itemNo: 1, invoiceId }), 'currency_differs');
  await refused(matchItem(clerk(), { settlementId: id, itemNo: 9, invoiceId }), 'item_not_found');
  await refused(bookItem(clerk(), { settlementId: id, itemNo: 1, account: 'receivable' }), 'account_not_bookable');
  await refused(writeOffItem(clerk(), { settlementId: id, itemNo: 2 }), 'write_off_too_high');
  // What is more than the invoice stays open.
  expect((await matchItem(clerk(), { settlementId: id, itemNo: 2, invoiceId })).openCents).toBe(1_014);
  expect((await writeOffItem(clerk(), { settlementId: id, itemNo: 1 })).openCents).toBe(0);
  expect(await sums(id)).toMatchObject({ isBalanced: true, open: { count: 1, cents: 1_014 } });
});

test('a small rest of an invoice is written off by hand, up to the limit', async () => {
  const orderId = await sold(world);
  await world.settle();
  const rounding = Number(await balance('rounding'));
  await settle(world, [{ orderId, amountCents: 3_900 }]);
  const { id } = await invoiceOf(orderId);
  expect(await openTickets(`payment:${id}`)).toBe(1);
  await writeOffInvoice(clerk(), id);
  expect(await invoiceOf(orderId)).toMatchObject({ state: 'paid', station: 'paid', paid_cents: 3_986 });
  expect(Number(await balance('rounding')) - rounding).toBe(86);
  expect(await openTickets(`payment:${id}`)).toBe(0);
});

test('a chargeback is decided by a person alone', async () => {
  const orderId = await sold(world);
  await world.settle();
  const id = await settle(world, [{ orderId, transactionType: 'Chargeback Refund', amountCents: -3_986 }]);
  expect(await openTickets(`${id}:item:1`)).toBe(1);
  await bookItem(clerk(), { settlementId: id, itemNo: 1, account: 'chargeback_loss' });
  expect(await openTickets(`${id}:item:1`)).toBe(0);
  expect(await sums(id)).toMatchObject({ open: { cents: 0 }, isBalanced: true });
});

test('where the marketplace withholds the VAT, an invoice that shows it is a ticket', async () => {
  const orderId = await sold(world);
  await world.settle();
  await settle(world, [
    { orderId, amountCents: 3_986 },
    {
      orderId,
      amountType: 'ItemWithheldTax',
      amountDescription: 'MarketplaceFacilitatorVAT-Principal',
      amountCents: -636,
    },
  ]);
  expect(await openTickets(`vat:${(await invoiceOf(orderId)).id}`)).toBe(1);
});

test('a reserve that does not come back in full breaks the chain, whichever settlement comes last', async () => {
  const at = (day: number) => ({
    startsAt: new Date(Date.UTC(2026, 0, day)),
    endsAt: new Date(Date.UTC(2026, 0, day + 1)),
  });
  const held = (amountCents: number) => ({
    transactionType: 'other-transaction',
    amountDescription: 'Current Reserve Amount',
    amountCents,
  });
  const back = (amountCents: number) => ({
    transactionType: 'other-transaction',
    amountDescription: 'Previous Reserve Amount Balance',
    amountCents,
  });
  await settle(world, [held(-500)], { ...at(1), settlementId: 'chain-1' });
  await settle(world, [back(300)], { ...at(3), settlementId: 'chain-3' });
  expect(await openTickets('reserve:chain-1')).toBe(1);
  await settle(world, [back(500), held(-300)], { ...at(2), settlementId: 'chain-2' });
  expect([await openTickets('reserve:chain-1'), await openTickets('reserve:chain-2')]).toEqual([0, 0]);
});

test('an invoice that nobody pays in time is a ticket, once, that closes when it is paid', async () => {
  const orderId = await sold(world);
  await world.settle();
  const { id, number } = await invoiceOf(orderId);
  const now = world.clock.now;
  world.clock.now = new Date(now.getTime() + 36 * 86_400_000);
  await watchPayments(world.ctx());
  await watchPayments(world.ctx());
  expect(await openTickets(`unsettled:${id}`)).toBe(1);
  await settle(world, [{ orderId, amountCents: 3_986 }]);
  expect(await openTickets(`unsettled:${id}`)).toBe(0);
  world.clock.now = now;
  expect(await searchDocuments(world.ctx().em, number)).toEqual([]);
});

test('the ledger cannot be changed, and no entry can be zero or without two sides', async () => {
  for (const statement of [
    'update ledger_entry set amount_cents = amount_cents + 1',
    'delete from ledger_booking',
    'delete from payment',
    'update settlement_item set amount_cents = 1',
  ])
    await expect(world.rows(statement)).rejects.toThrow(/append-only/);
  await expect(
    world.rows(
      `insert into ledger_entry (booking_id, debit, credit, amount_cents, currency) select id, 'clearing', 'clearing', 1, 'EUR' from ledger_booking limit 1`,
    ),
  ).rejects.toThrow(/ledger_entry_positive/);
});
