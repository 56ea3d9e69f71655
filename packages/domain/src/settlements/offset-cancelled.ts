import { sqlArray } from '../kernel/batch.ts';
import type { Transaction } from '../kernel/transact.ts';
import type { CreditNote } from '../invoices/credit-note.entity.ts';
import type { Invoice } from '../invoices/invoice.entity.ts';
import { book, move, type NewBooking } from '../ledger/book.ts';
import { isCreditNote, isInvoice, openCentsOf, type MoneyDocument } from './money-document.ts';

/** A cancelled invoice with the credit notes that take it back. */
interface Cancelled {
  invoice: Invoice;
  notes: CreditNote[];
}

/**
 * Books invoices that were cancelled before any money moved against their credit notes: nobody will pay either of them. Once per
 * invoice: what a person takes back stays open. The orders are locked.
 */
export async function offsetCancelled(tx: Transaction, documents: MoneyDocument[]): Promise<void> {
  const found = cancelledUnpaid(documents);
  const before = found.length ? await offsetBefore(tx, found) : new Set();
  const due = found.filter(({ invoice }) => !before.has(invoice.id));
  await book(tx, due.map(offsetBooking));
  for (const { invoice, notes } of due) for (const document of [invoice, ...notes]) document.state = 'offset';
}

/** Opens a cancelled invoice and its credit notes again. Pure. */
export function reopenOffset(documents: MoneyDocument[], invoiceId: string): void {
  for (const document of documents) {
    const isPart = document.id === invoiceId || (isCreditNote(document) && document.invoiceId === invoiceId);
    if (isPart && document.state === 'offset') document.state = 'open';
  }
}

/**
 * Untouched invoices whose untouched credit notes take all of them back, the last because it was cancelled. After a return the
 * channel pays and takes back, so those wait for its money. Pure.
 */
export function cancelledUnpaid(documents: MoneyDocument[]): Cancelled[] {
  const isUntouched = ({ state, paidCents }: MoneyDocument): boolean => state === 'open' && paidCents === 0;
  return documents.filter(isInvoice).flatMap((invoice) => {
    const notes = documents.filter(isCreditNote).filter(({ invoiceId }) => invoiceId === invoice.id);
    const credited = notes.reduce((sum, { grossCents }) => sum + grossCents, 0);
    const isCancelled = credited === invoice.grossCents && notes.some(({ reason }) => reason === 'cancelled');
    return isCancelled && [invoice, ...notes].every(isUntouched) ? { invoice, notes } : [];
  });
}

async function offsetBefore(tx: Transaction, found: Cancelled[]): Promise<Set<string>> {
  const rows = (await tx.em.execute(
    `select invoice_id as id from ledger_booking where kind = 'offset' and invoice_id = any(?::uuid[])`,
    [sqlArray(found.map(({ invoice }) => invoice.id))],
  )) as { id: string }[];
  return new Set(rows.map(({ id }) => id));
}

/** Over clearing, where the two sides meet and nothing is left. */
function offsetBooking({ invoice, notes }: Cancelled): NewBooking {
  const documents = [invoice, ...notes];
  return {
    kind: 'offset',
    bookedOn: documents
      .map(({ issuedOn }) => issuedOn)
      .toSorted()
      .at(-1)!,
    invoiceId: invoice.id,
    orderId: invoice.orderId,
    rule: 'cancelled',
    entries: documents.flatMap((document) =>
      move('clearing', 'receivable', openCentsOf(document), { currency: document.currency, document: document.number }),
    ),
  };
}
