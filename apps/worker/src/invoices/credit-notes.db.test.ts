import { checkEInvoice } from '@kontor/connectors/formats/e-invoice/check-e-invoice';
import { creditCancelled } from '@kontor/domain/invoices/credit-cancelled';
import { type CreditRequest, creditInvoice } from '@kontor/domain/invoices/credit-invoices';
import { Invoice } from '@kontor/domain/invoices/invoice.entity';
import { verifyChains } from '@kontor/domain/invoices/verify-chains';
import { importOrders } from '@kontor/domain/orders/import-orders';
import { bookMissing } from '@kontor/domain/ledger/book-invoices';
import { transact } from '@kontor/domain/kernel/transact';
import { anIncomingOrder } from '@kontor/domain/testing';
import type { IncomingOrder } from '@kontor/domain/channels/incoming-order';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestWorld, type TestWorld } from '../testing.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await openTestWorld();
});
afterAll(() => world.close());

const take = (order: IncomingOrder) =>
  importOrders(world.ctx(), { channelId: world.channelId, orders: [order], unreadable: [], cursor: null });

const credit = (request: CreditRequest) => creditInvoice(world.ctx(), request, checkEInvoice);

/** An order that has its invoice: 2 × 9.99 and 1 × 14.99 with 4.89 shipping, 19 %. */
async function invoiced(): Promise<{ order: IncomingOrder; invoice: Invoice }> {
  const order = anIncomingOrder({ status: 'shipped', fulfilledBy: 'marketplace' });
  await take(order);
  await world.settle();
  const [row] = await world.rows<{ id: string }>(
    'select i.id from invoice i join sales_order o on o.id = i.order_id where o.channel_order_id = ?',
    [order.channelOrderId],
  );
  return { order, invoice: await world.ctx().em.findOneOrFail(Invoice, row!.id, { populate: ['data'] }) };
}

interface Note {
  number: string;
  kind: string;
  reason: string;
  reference: string | null;
  gross_cents: number;
  net_cents: number;
  data: { corrects: { credits: object[] } };
}
const notesOf = ({ id }: Invoice) =>
  world.rows<Note>('select * from credit_note where invoice_id = ? order by number', [id]);
const creditedOf = async ({ id }: Invoice) =>
  (await world.rows<{ credited_cents: number }>('select credited_cents from invoice where id = ?', [id]))[0]!
    .credited_cents;

test('parts and the rest add up to the invoice, each with its own number, and the original stays as it was', async () => {
  const { invoice } = await invoiced();
  const before = JSON.stringify(invoice.data);
  const request = { invoiceId: invoice.id, reason: 'returned' as const };
  await credit({ ...request, wish: { kind: 'lines', lines: [{ line: 0, quantity: 1 }] } });
  await credit({ ...request, reason: 'goodwill', wish: { kind: 'amount', grossCents: 333 } });
  await credit({ ...request, wish: { kind: 'rest' } });
  const notes = await notesOf(invoice);
  expect(notes.map(({ number, kind }) => `${number} ${kind}`)).toEqual([
    'RK-2026-100001 correction',
    'RK-2026-100002 correction',
    'RK-2026-100003 correction',
  ]);
  const sum = (of: 'gross_cents' | 'net_cents') => notes.reduce((all, note) => all + note[of], 0);
  expect([sum('gross_cents'), sum('net_cents')]).toEqual([invoice.grossCents, invoice.netCents]);
  expect(await creditedOf(invoice)).toBe(invoice.grossCents);
  const now = await world.ctx().em.findOneOrFail(Invoice, invoice.id, { populate: ['data'] });
  expect(JSON.stringify(now.data)).toBe(before);
  await expect(credit({ ...request, wish: { kind: 'rest' } })).rejects.toThrow('credit_empty');
});

test('the whole at once is a cancellation with a range of its own; credit notes cannot be changed and are chained', async () => {
  const { invoice } = await invoiced();
  const note = await credit({ invoiceId: invoice.id, wish: { kind: 'rest' }, reason: 'cancelled' });
  expect(note.number).toBe('ST-2026-100001');
  await expect(world.rows(`update credit_note set gross_cents = 1 where id = ?`, [note.id])).rejects.toThrow(
    'append-only',
  );
  await expect(world.rows(`delete from credit_note where id = ?`, [note.id])).rejects.toThrow('append-only');
  expect((await verifyChains(world.ctx())).map(({ range, broken }) => [range, broken])).toEqual([
    ['cancellation-2026', null],
    ['correction-2026', null],
    ['invoice-2026', null],
  ]);
});

test('a credit note is booked once, and takes back to the cent what its invoice has booked', async () => {
  const { invoice } = await invoiced();
  const note = await credit({ invoiceId: invoice.id, wish: { kind: 'rest' }, reason: 'cancelled' });
  await Promise.all(Array.from({ length: 8 }, () => bookMissing(world.ctx())));
  await world.settle();
  const rows = await world.rows<object>(
    `select b.kind, e.debit, e.credit, e.amount_cents, e.document, e.tax ->> 'treatment' as treatment
       from ledger_entry e join ledger_booking b on b.id = e.booking_id where b.invoice_id in (?, ?) and b.kind <> 'offset' order by e.seq`,
    [invoice.id, note.id],
  );
  const same = { amount_cents: 3_986, treatment: 'domestic' };
  expect(rows).toEqual([
    { kind: 'invoice', debit: 'receivable', credit: 'revenue', document: invoice.number, ...same },
    { kind: 'credit_note', debit: 'revenue', credit: 'receivable', document: note.number, ...same },
  ]);
});

test('many clerks at once never credit more than the invoice, and refused ones use up no number', async () => {
  const { invoice } = await invoiced();
  const tries = Array.from({ length: 12 }, () =>
    credit({
      invoiceId: invoice.id,
      wish: { kind: 'amount', grossCents: 1_000 },
      reason: 'goodwill',
    }).then(
      () => 'made',
      (error: Error) => error.message,
    ),
  );
  const outcomes = await Promise.all(tries);
  expect(outcomes.filter((outcome) => outcome === 'made')).toHaveLength(3);
  expect(new Set(outcomes)).toEqual(new Set(['made', 'credit_too_high']));
  expect(await creditedOf(invoice)).toBe(3_000);
  expect((await verifyChains(world.ctx())).every(({ broken }) => broken === null)).toBe(true);
});

const ranges = () => world.rows('select name, last, hash from number_range order by name');

test('a credit note whose XML would not validate is refused, and uses up no number', async () => {
  const { invoice } = await invoiced();
  const before = await ranges();
  const request = { invoiceId: invoice.id, reason: 'goodwill' as const, wish: { kind: 'rest' as const } };
  await expect(credit({ ...request, note: 'a bell \u0007 in the note' })).rejects.toMatchObject({
    code: 'credit_note_invalid',
  });
  expect(await ranges()).toEqual(before);
  expect(await creditedOf(invoice)).toBe(0);
});

test('one that nobody asked for is a ticket then', async () => {
  const { invoice } = await invoiced();
  await world.rows(`update sales_order set channel_status = 'cancelled' where id = ?`, [invoice.orderId]);
  const before = await ranges();
  await creditCancelled(world.ctx(), [invoice.orderId], async () => ['a rule']);
  expect(await ranges()).toEqual(before);
  const tickets = await world.rows('select kind, reason, evidence from ticket where order_id = ?', [invoice.orderId]);
  const evidence = { invoice: invoice.number, why: 'cancelled', broken: ['a rule'] };
  expect(tickets).toEqual([{ kind: 'invoice', reason: 'credit_note_invalid', evidence }]);
});

const refund = (orderId: string, reference: string, amountCents: number) =>
  transact(world.ctx('channel'), async (tx) =>
    tx.record({ type: 'RefundAccepted', orderId, reference, amountCents, currency: 'EUR' }),
  );

test('a refund that the channel accepted becomes its credit note, once, line by line where it says which', async () => {
  const { invoice, order } = await invoiced();
  const lines = [{ channelLineId: order.lines[0]!.channelLineId, goodsCents: 999, shippingCents: 0 }];
  await world.rows(
    `insert into effect (id, kind, key, order_id, intent, state, attempts, created_at, updated_at)
     values (gen_random_uuid(), 'channel_refund', 'R-1', ?, ?, 'done', 1, now(), now())`,
    [invoice.orderId, JSON.stringify({ lines })],
  );
  await refund(invoice.orderId, 'R-1', 999);
  await refund(invoice.orderId, 'R-1', 999);
  await world.settle();
  await refund(invoice.orderId, 'R-1', 999);
  await world.settle();
  const [note, ...more] = await notesOf(invoice);
  expect(more).toEqual([]);
  expect(note).toMatchObject({ gross_cents: 999, net_cents: 839, reference: 'refund:R-1', reason: 'returned' });
  expect(note!.data.corrects.credits).toEqual([{ line: 0, grossCents: 999 }]);
});

test('a refund that names no lines is shared; one that is more than is left is a ticket, not a credit note', async () => {
  const { invoice } = await invoiced();
  await refund(invoice.orderId, 'R-2', 1_000);
  await refund(invoice.orderId, 'R-3', 90_000);
  await world.settle();
  expect((await notesOf(invoice)).map((note) => note.gross_cents)).toEqual([1_000]);
  expect(
    await world.rows(`select 1 from ticket where reason = 'refund_exceeds_invoice' and order_id = ?`, [
      invoice.orderId,
    ]),
  ).toHaveLength(1);
});

test('an order that the channel cancels after its invoice gets its cancellation by itself, once', async () => {
  const { invoice, order } = await invoiced();
  const cancelled = { ...order, status: 'cancelled' as const, channelUpdatedAt: new Date('2026-11-20T10:00:00Z') };
  await take(cancelled);
  await take({ ...cancelled, channelUpdatedAt: new Date('2026-11-20T11:00:00Z') });
  await world.settle();
  expect((await notesOf(invoice)).map(({ kind, reference }) => [kind, reference])).toEqual([
    ['cancellation', `cancel:${invoice.number}`],
  ]);
  expect(await creditedOf(invoice)).toBe(invoice.grossCents);
});
