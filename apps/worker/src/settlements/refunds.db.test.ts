import { creditInvoice } from '@kontor/domain/invoices/credit-invoices';
import { matchItem } from '@kontor/domain/settlements/clarify-items';
import { settlementSums } from '@kontor/domain/settlements/settlement-sums';
import { suggestionsFor } from '@kontor/domain/settlements/suggestions.queries';
import { undoBooking } from '@kontor/domain/settlements/undo-booking';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestWorld, type TestWorld } from '../testing.ts';
import { settle, sold } from './statements.testing.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await openTestWorld();
});
afterAll(() => world.close());

const sums = async (id: string) => (await settlementSums(world.ctx().em, [id])).get(id)!;
const openTickets = async (cause: string) =>
  (await world.rows(`select 1 from ticket where cause like ? and status = 'open'`, [`%${cause}%`])).length;

/** An order of 39.86 EUR, invoiced and paid. */
async function paidOrder(): Promise<{ orderId: string; invoiceId: string }> {
  const orderId = await sold(world);
  await world.settle();
  await settle(world, [{ orderId, amountCents: 3_986 }]);
  const [invoice] = await world.rows<{ id: string }>(
    'select i.id from invoice i join sales_order o on o.id = i.order_id where o.channel_order_id = ?',
    [orderId],
  );
  return { orderId, invoiceId: invoice!.id };
}

async function credit(invoiceId: string, grossCents: number): Promise<string> {
  const note = await creditInvoice(world.ctx('staff:1'), {
    invoiceId,
    wish: { kind: 'amount', grossCents },
    reason: 'returned',
  });
  await world.settle();
  return note.id;
}

const noteOf = async (id: string) =>
  (
    await world.rows<{ state: string; paid_cents: number }>('select state, paid_cents from credit_note where id = ?', [
      id,
    ])
  )[0];
const stateOf = async (invoiceId: string) =>
  (
    await world.rows<{ station: string; state: string; paid_cents: number }>(
      'select o.station, i.state, i.paid_cents from invoice i join sales_order o on o.id = i.order_id where i.id = ?',
      [invoiceId],
    )
  )[0];
const refund = (orderId: string, amountCents: number) => ({ orderId, transactionType: 'Refund', amountCents });

/** What the ledger says is owed on a document, minor units. */
const receivable = async (documentId: string) =>
  Number(
    (
      await world.rows<{ cents: string }>(
        `select coalesce(sum(case when e.debit = 'receivable' then e.amount_cents else -e.amount_cents end), 0) as cents
           from ledger_entry e join ledger_booking b on b.id = e.booking_id
          where b.invoice_id = ? and 'receivable' in (e.debit, e.credit)`,
        [documentId],
      )
    )[0]!.cents,
  );

test('a refund clears the credit note of its order; the invoice stays paid', async () => {
  const { orderId, invoiceId } = await paidOrder();
  const noteId = await credit(invoiceId, 500);
  const id = await settle(world, [refund(orderId, -500)]);
  expect(await noteOf(noteId)).toEqual({ state: 'paid', paid_cents: 500 });
  expect(await stateOf(invoiceId)).toEqual({ station: 'paid', state: 'paid', paid_cents: 3_986 });
  expect(await sums(id)).toMatchObject({ matched: { cents: -500 }, open: { cents: 0 }, isBalanced: true });
  expect([await receivable(noteId), await receivable(invoiceId)]).toEqual([0, 0]);
  expect(
    await world.rows('select amount_cents, rule, invoice_id from payment where credit_note_id = ?', [noteId]),
  ).toEqual([{ amount_cents: -500, rule: 'R10:exact', invoice_id: null }]);
});

test('a refund before its credit note waits with a ticket and is matched when the credit note is issued', async () => {
  const { orderId, invoiceId } = await paidOrder();
  const id = await settle(world, [refund(orderId, -700)]);
  expect((await sums(id)).open).toEqual({ count: 1, cents: -700 });
  expect(await openTickets(`${id}:item:1`)).toBe(1);
  expect(await suggestionsFor(world.ctx().em, { settlementId: id, itemNo: 1 })).toMatchObject([
    { action: 'credit_note', reasons: ['no_document'] },
  ]);
  const noteId = await credit(invoiceId, 700);
  expect(await noteOf(noteId)).toEqual({ state: 'paid', paid_cents: 700 });
  expect(await sums(id)).toMatchObject({ open: { count: 0, cents: 0 }, isBalanced: true });
  expect(await openTickets(`${id}:item:1`)).toBe(0);
});

test('several refunds find each its own credit note, whatever the sequence; one credit note may take several', async () => {
  const { orderId, invoiceId } = await paidOrder();
  const notes = [await credit(invoiceId, 300), await credit(invoiceId, 450), await credit(invoiceId, 1_000)];
  await settle(world, [
    { ...refund(orderId, -450), adjustmentId: 'A' },
    { ...refund(orderId, -400), adjustmentId: 'B' },
  ]);
  // 4.00 is no credit note's, so it waits; a refund is never a partial one by itself.
  expect(await Promise.all(notes.map(noteOf))).toEqual([
    { state: 'open', paid_cents: 0 },
    { state: 'paid', paid_cents: 450 },
    { state: 'open', paid_cents: 0 },
  ]);
  await settle(world, [{ ...refund(orderId, -900), adjustmentId: 'C' }]);
  for (const note of notes) expect(await noteOf(note)).toMatchObject({ state: 'paid' });
});

test('a credit note in another currency than the refund is not cleared', async () => {
  const { orderId, invoiceId } = await paidOrder();
  const noteId = await credit(invoiceId, 250);
  const id = await settle(world, [refund(orderId, -250)], { currency: 'SEK' });
  expect(await noteOf(noteId)).toMatchObject({ state: 'open' });
  expect(await openTickets(`${id}:item:1`)).toBe(1);
  expect(await sums(id)).toMatchObject({ open: { cents: -250 }, isBalanced: true });
});

test('a chargeback leaves the credit note alone until a person decides; the match can be taken back', async () => {
  const { orderId, invoiceId } = await paidOrder();
  const noteId = await credit(invoiceId, 3_986);
  const id = await settle(world, [{ orderId, transactionType: 'Chargeback Refund', amountCents: -3_986 }]);
  expect(await noteOf(noteId)).toMatchObject({ state: 'open' });
  const key = { settlementId: id, itemNo: 1 };
  expect((await suggestionsFor(world.ctx().em, key))[0]).toMatchObject({
    action: 'match',
    score: 98,
    reasons: ['same_order', 'same_amount'],
    candidate: { invoiceId: noteId, openCents: -3_986 },
  });
  await matchItem(world.ctx('staff:1'), { ...key, invoiceId: noteId });
  expect(await noteOf(noteId)).toEqual({ state: 'paid', paid_cents: 3_986 });
  const [match] = await world.rows<{ id: string }>(
    `select id from ledger_booking where invoice_id = ? and kind = 'match'`,
    [noteId],
  );
  await undoBooking(world.ctx('staff:1'), match!.id);
  expect(await noteOf(noteId)).toEqual({ state: 'open', paid_cents: 0 });
  expect(await receivable(noteId)).toBe(-3_986);
  expect(await stateOf(invoiceId)).toMatchObject({ state: 'paid', station: 'paid' });
  expect(await sums(id)).toMatchObject({ open: { cents: -3_986 }, isBalanced: true });
});
