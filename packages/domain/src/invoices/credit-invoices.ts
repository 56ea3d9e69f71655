import { loadCompany } from '../company/seller.ts';
import type { CreditReason, InvoiceData } from '../documents/document-data.ts';
import { businessDay } from '../kernel/business-day.ts';
import { grouped } from '../kernel/batch.ts';
import { newId } from '../kernel/id.ts';
import { Rejection } from '../kernel/rejection.ts';
import { transact, type Context, type Transaction } from '../kernel/transact.ts';
import { lockOrders } from '../orders/lock-orders.ts';
import type { VatTreatment } from '../vat/decide-vat.ts';
import { brokenRules } from './check-invoice.ts';
import { CreditNote } from './credit-note.entity.ts';
import { type Credit, type CreditWish, decideCredit } from './decide-credit.ts';
import { Invoice } from './invoice.entity.ts';
import type { CreditNoteIssued } from './invoice.events.ts';
import { numberDocuments, type Numbered } from './number-documents.ts';

export interface CreditRequest {
  invoiceId: string;
  wish: CreditWish;
  reason: CreditReason;
  note?: string | null;
  /** The same reference is the same credit note. */
  reference?: string | null;
}

/** Credits an invoice because a person wants it; throws Rejection. */
export function creditInvoice(ctx: Context, request: CreditRequest): Promise<CreditNote> {
  return transact(ctx, async (tx) => {
    const [note] = await creditInvoices(tx, [request]);
    return note!;
  });
}

/** What a credit note would say, without making one; throws Rejection. */
export async function previewCredit(
  { em }: Pick<Context, 'em'>,
  { invoiceId, wish }: Pick<CreditRequest, 'invoiceId' | 'wish'>,
): Promise<Credit & { invoice: Invoice }> {
  const invoice = await em.findOne(Invoice, invoiceId, { populate: ['data'] });
  if (!invoice) throw new Rejection('invoice_not_found');
  const notes = await em.find(CreditNote, { invoiceId }, { populate: ['data'] });
  return { invoice, ...decideCredit(invoice.data!, creditedPerLine(invoice.data!, notes), wish) };
}

/**
 * Issues credit notes inside a transaction, each numbered in the range of its kind and chained; the original is not touched
 * but for the sum that was credited. A reference that has its credit note already gives that one. Throws Rejection.
 */
export async function creditInvoices(tx: Transaction, requests: CreditRequest[]): Promise<CreditNote[]> {
  const ids = requests.map(({ invoiceId }) => invoiceId);
  const known = await tx.em.find(Invoice, { id: { $in: ids } }, { fields: ['orderId'], disableIdentityMap: true });
  await lockOrders(tx, [...new Set(known.map(({ orderId }) => orderId))]);
  const invoices = await tx.em.find(Invoice, { id: { $in: ids } }, { populate: ['data'], refresh: true });
  const notes = await tx.em.find(CreditNote, { invoiceId: { $in: ids } }, { populate: ['data'], refresh: true });
  const notesOf = grouped(notes, ({ invoiceId }) => invoiceId);
  const company = await loadCompany(tx);
  const day = businessDay(tx.now(), company.timeZone);
  const drafts: { invoice: Invoice; request: CreditRequest; credit: Credit }[] = [];
  const made = new Map<CreditRequest, CreditNote>();
  for (const request of requests) {
    const invoice = invoices.find(({ id }) => id === request.invoiceId);
    if (!invoice) throw new Rejection('invoice_not_found');
    const same = request.reference && notes.find(({ reference }) => reference === request.reference);
    if (same) made.set(request, same);
    else {
      const credited = creditedPerLine(invoice.data!, notesOf(invoice.id));
      for (const draft of drafts.filter((other) => other.invoice === invoice)) addTo(credited, draft.credit.credits);
      drafts.push({ invoice, request, credit: decideCredit(invoice.data!, credited, request.wish) });
    }
  }
  for (const kind of ['cancellation', 'correction'] as const) {
    const own = drafts.filter(({ credit }) => credit.kind === kind);
    const bodies = own.map(({ invoice, request, credit }) => noteData(invoice.data!, request, credit, day));
    const numbered = await numberDocuments(
      tx,
      kind,
      day,
      bodies.map((body) => (number: string): InvoiceData => ({ ...body, number })),
    );
    for (const [index, draft] of own.entries()) made.set(draft.request, issue(tx, draft, numbered[index]!));
  }
  return requests.map((request) => made.get(request)!);
}

/** Gross credited before, per line of the invoice. */
export function creditedPerLine({ lines }: InvoiceData, notes: CreditNote[]): number[] {
  const credited = lines.map(() => 0);
  for (const note of notes) addTo(credited, note.data!.corrects!.credits);
  return credited;
}

function addTo(credited: number[], credits: { line: number; grossCents: number }[]): void {
  for (const { line, grossCents } of credits) credited[line]! += grossCents;
}

/** Before reasons were stored every invoice was taxed at home. */
const atHome = ({ seller }: InvoiceData): VatTreatment => ({
  case: 'domestic',
  exempt: null,
  country: seller.country,
  shipsFrom: seller.country,
  sellerVatId: seller.vatId,
  buyerVatId: null,
});

/** The credit note without its number; throws when it broke a rule, which only a fault of ours can cause. */
function noteData(
  original: InvoiceData,
  { reason, note }: CreditRequest,
  { kind, credits, lines, totals, netCents, vatCents, grossCents }: Credit,
  day: string,
): Omit<InvoiceData, 'number'> {
  const { number, ...rest } = original;
  const data = {
    ...rest,
    vat: original.vat ?? atHome(original),
    issuedOn: day,
    lines,
    totals,
    netCents,
    vatCents,
    grossCents,
    corrects: { kind, invoice: number, issuedOn: original.issuedOn, reason, note: note?.trim() || null, credits },
  };
  const broken = brokenRules(data);
  if (broken.length) throw new Error(`the credit note of ${number} breaks ${broken.join(', ')}`);
  return data;
}

function issue(
  tx: Transaction,
  { invoice, request }: { invoice: Invoice; request: CreditRequest },
  { number, data, prevHash, hash }: Numbered<InvoiceData>,
): CreditNote {
  const { kind, reason } = data.corrects!;
  const { orderId, currency } = invoice;
  const { netCents, vatCents, grossCents } = data;
  const note = tx.em.create(CreditNote, {
    id: newId(),
    number,
    kind,
    reason,
    orderId,
    invoiceId: invoice.id,
    invoiceNumber: invoice.number,
    reference: request.reference ?? null,
    issuedAt: tx.now(),
    issuedOn: data.issuedOn,
    currency,
    netCents,
    vatCents,
    grossCents,
    state: 'open',
    data,
    prevHash,
    hash,
  });
  invoice.creditedCents += grossCents;
  tx.record({
    type: 'CreditNoteIssued',
    orderId,
    creditNote: number,
    invoice: invoice.number,
    kind,
    reason,
    grossCents,
    currency,
  } satisfies CreditNoteIssued);
  return note;
}
