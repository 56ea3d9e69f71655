import type { Invoice } from '../invoices/invoice.entity.ts';
import type { InvoicePaid, InvoiceReopened } from '../invoices/invoice.events.ts';
import { book, move, type NewBooking } from '../ledger/book.ts';
import type { Transaction } from '../kernel/transact.ts';
import type { Order } from '../orders/order.entity.ts';
import { clear, isCreditNote, isInvoice, type MoneyDocument } from './money-document.ts';
import { Payment } from './settlement.entity.ts';
import { takeFromItems } from './take-from-items.ts';

/** Money of an item that clears a document, signed minor units. */
export interface Match {
  settlementId: string;
  /** The channel's settlement id. */
  settlement: string;
  itemNo: number;
  document: MoneyDocument;
  cents: number;
  /** Business day on which it counts. */
  day: string;
  rule: string;
}

/** A document's small rest that nobody will pay: + the customer paid too little. */
export interface Difference {
  document: MoneyDocument;
  cents: number;
  day: string;
  rule: string;
}

/** Books matches: clearing against receivable, a payment each, the item's open amount less, the document's paid amount more. */
export async function applyMatches(tx: Transaction, matches: Match[]): Promise<void> {
  const ids = await book(tx, matches.map(matchBooking));
  for (const [index, match] of matches.entries()) {
    const { document, settlementId, itemNo, cents, rule } = match;
    clear(document, cents);
    tx.em.create(Payment, {
      id: ids[index]!,
      ...documentOf(document),
      settlementId,
      itemNo,
      amountCents: cents,
      currency: document.currency,
      rule,
      at: tx.now(),
    });
  }
  await takeFromItems(tx, matches);
}

/** The columns of a payment that say which document it clears. */
export const documentOf = (
  document: MoneyDocument,
): { invoiceId: string | null; creditNoteId: string | null; orderId: string } => ({
  invoiceId: isCreditNote(document) ? null : document.id,
  creditNoteId: isCreditNote(document) ? document.id : null,
  orderId: document.orderId,
});

function matchBooking({ settlementId, settlement, itemNo, document, cents, day, rule }: Match): NewBooking {
  const { id, orderId, number, currency } = document;
  const entries = move('clearing', 'receivable', cents, { currency, document: number });
  return { kind: 'match', bookedOn: day, settlementId, settlement, itemNo, invoiceId: id, orderId, rule, entries };
}

/** Writes small differences off against the rounding account. */
export async function writeOff(tx: Transaction, differences: Difference[]): Promise<void> {
  await book(
    tx,
    differences.map(({ document, cents, day, rule }): NewBooking => ({
      kind: 'difference',
      bookedOn: day,
      invoiceId: document.id,
      orderId: document.orderId,
      rule,
      entries: move('rounding', 'receivable', cents, { currency: document.currency, document: document.number }),
    })),
  );
  for (const { document, cents } of differences) clear(document, cents);
}

/** Brings the state of an order's documents and its station in line with what is paid; `settlement` names what paid last. */
export function settleDocuments(tx: Transaction, order: Order, documents: MoneyDocument[], settlement: string): void {
  for (const document of documents) {
    const isPaid = document.paidCents === document.grossCents;
    if (isInvoice(document) && isPaid && document.state === 'open') tx.record({ ...paid(document, settlement) });
    if (isInvoice(document) && !isPaid && document.state === 'paid') tx.record({ ...reopened(document) });
    document.state = isPaid ? 'paid' : 'open';
  }
  // Money that goes back does not hold up an order that is paid.
  const invoices = documents.filter(isInvoice);
  const isAllPaid = invoices.length > 0 && invoices.every(({ state }) => state !== 'open');
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
