import type { Invoice } from '../invoices/invoice.entity.ts';
import type { InvoicePaid, InvoiceReopened } from '../invoices/invoice.events.ts';
import { book, move, type NewBooking } from '../ledger/book.ts';
import type { Transaction } from '../kernel/transact.ts';
import type { Order } from '../orders/order.entity.ts';
import { Payment } from './settlement.entity.ts';
import { takeFromItems } from './take-from-items.ts';

/** Money of an item that clears a document, signed minor units. */
export interface Match {
  settlementId: string;
  /** The channel's settlement id. */
  settlement: string;
  itemNo: number;
  invoice: Invoice;
  cents: number;
  /** Business day on which it counts. */
  day: string;
  rule: string;
}

/** A document's small rest that nobody will pay: + the customer paid too little. */
export interface Difference {
  invoice: Invoice;
  cents: number;
  day: string;
  rule: string;
}

/** Books matches: clearing against receivable, a payment each, the item's open amount less, the document's paid amount more. */
export async function applyMatches(tx: Transaction, matches: Match[]): Promise<void> {
  const ids = await book(tx, matches.map(matchBooking));
  for (const [index, match] of matches.entries()) {
    const { invoice, settlementId, itemNo, cents, rule } = match;
    invoice.paidCents += cents;
    tx.em.create(Payment, {
      id: ids[index]!,
      invoiceId: invoice.id,
      orderId: invoice.orderId,
      settlementId,
      itemNo,
      amountCents: cents,
      currency: invoice.currency,
      rule,
      at: tx.now(),
    });
  }
  await takeFromItems(tx, matches);
}

function matchBooking({ settlementId, settlement, itemNo, invoice, cents, day, rule }: Match): NewBooking {
  const { id, orderId, number, currency } = invoice;
  const entries = move('clearing', 'receivable', cents, { currency, document: number });
  return { kind: 'match', bookedOn: day, settlementId, settlement, itemNo, invoiceId: id, orderId, rule, entries };
}

/** Writes small differences off against the rounding account. */
export async function writeOff(tx: Transaction, differences: Difference[]): Promise<void> {
  await book(
    tx,
    differences.map(({ invoice, cents, day, rule }): NewBooking => ({
      kind: 'difference',
      bookedOn: day,
      invoiceId: invoice.id,
      orderId: invoice.orderId,
      rule,
      entries: move('rounding', 'receivable', cents, { currency: invoice.currency, document: invoice.number }),
    })),
  );
  for (const { invoice, cents } of differences) invoice.paidCents += cents;
}

/** Brings the state of an order's documents and its station in line with what is paid; `settlement` names what paid last. */
export function settleDocuments(tx: Transaction, order: Order, documents: Invoice[], settlement: string): void {
  for (const invoice of documents) {
    const isPaid = invoice.paidCents === invoice.grossCents;
    if (isPaid && invoice.state === 'open') tx.record({ ...paid(invoice, settlement) });
    if (!isPaid && invoice.state === 'paid') tx.record({ ...reopened(invoice) });
    if (invoice.state === 'open' || invoice.state === 'paid') invoice.state = isPaid ? 'paid' : 'open';
  }
  const isAllPaid = documents.length > 0 && documents.every(({ state }) => state !== 'open');
  if (isAllPaid && order.station === 'invoiced') Object.assign(order, { station: 'paid', paidAt: tx.now() });
  if (!isAllPaid && order.station === 'paid') Object.assign(order, { station: 'invoiced', paidAt: null });
}

const paid = ({ orderId, number, paidCents, currency }: Invoice, settlement: string): InvoicePaid => ({
  type: 'InvoicePaid',
  orderId,
  invoice: number,
  settlement,
  amountCents: paidCents,
  currency,
});

const reopened = ({ orderId, number, grossCents, paidCents, currency }: Invoice): InvoiceReopened => ({
  type: 'InvoiceReopened',
  orderId,
  invoice: number,
  openCents: grossCents - paidCents,
  currency,
});
