import { CreditNote } from '../invoices/credit-note.entity.ts';
import { Invoice } from '../invoices/invoice.entity.ts';
import type { Transaction } from '../kernel/transact.ts';

/** What money of the channel clears: an invoice by payments, a credit note by refunds. Its own amounts are positive. */
export type MoneyDocument = Invoice | CreditNote;

export const isCreditNote = (document: MoneyDocument): document is CreditNote => document instanceof CreditNote;
export const isInvoice = (document: MoneyDocument): document is Invoice => !isCreditNote(document);

/** Which way its money goes: + to us, − back to the buyer. Pure. */
export const signOf = (document: MoneyDocument): 1 | -1 => (isCreditNote(document) ? -1 : 1);

/** What is still open, signed minor units: an invoice waits for money, a credit note for money that goes back. Pure. */
export const openCentsOf = (document: MoneyDocument): number =>
  signOf(document) * (document.grossCents - document.paidCents);

/** Notes signed minor units that came (invoice: +) or went back (credit note: −) on a document; the opposite takes them off again. */
export function clear(document: MoneyDocument, cents: number): void {
  document.paidCents += signOf(document) * cents;
}

/** Invoices and credit notes of these orders, in the sequence of their numbers; the orders are locked. */
export async function loadDocuments(tx: Transaction, orderIds: string[]): Promise<MoneyDocument[]> {
  const of = [{ orderId: { $in: orderIds } }, { orderBy: { number: 'asc' }, refresh: true }] as const;
  return [...(await tx.em.find(Invoice, ...of)), ...(await tx.em.find(CreditNote, ...of))];
}
