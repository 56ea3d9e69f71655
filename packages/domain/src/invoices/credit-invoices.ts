import { loadCompany } from '../company/seller.ts';
import type { CreditReason, InvoiceData } from '../documents/document-data.ts';
import { businessDay } from '../kernel/business-day.ts';
import { grouped } from '../kernel/batch.ts';
import { newId } from '../kernel/id.ts';
import { Rejection } from '../kernel/rejection.ts';
import { transact, type Context, type Transaction } from '../kernel/transact.ts';
import { lockOrders } from '../orders/lock-orders.ts';
import { openTickets } from '../tickets/open-tickets.ts';
import type { VatTreatment } from '../vat/decide-vat.ts';
import { brokenRules } from './check-invoice.ts';
import { CreditNote } from './credit-note.entity.ts';
import { type Credit, type CreditWish, decideCredit } from './decide-credit.ts';
import type { EInvoiceCheck } from './e-invoice-check.port.ts';
import { Invoice } from './invoice.entity.ts';
import type { CreditNoteIssued } from './invoice.events.ts';
import { numberDocuments, type Numbered, provisionalNumber } from './number-documents.ts';

export interface CreditRequest {
  invoiceId: string;
  wish: CreditWish;
  reason: CreditReason;
  note?: string | null;
  /** The same reference is the same credit note. */
  reference?: string | null;
}

/** A credit note that the rules refuse: it was not issued and used up no number. */
export interface RefusedCredit {
  request: CreditRequest;
  invoice: Invoice;
  broken: string[];
}

/** Credits an invoice because a person wants it; throws Rejection. */
export function creditInvoice(ctx: Context, request: CreditRequest, check: EInvoiceCheck): Promise<CreditNote> {
  return transact(ctx, async (tx) => {
    const { notes, refused } = await creditInvoices(tx, [request], check);
    if (refused[0]) throw new Rejection('credit_note_invalid', { broken: refused[0].broken });
    return notes[0]!;
  });
}

/** Credits what nobody asked a person about; what the rules refuse becomes a ticket. Throws Rejection. */
export async function creditByItself(tx: Transaction, requests: CreditRequest[], check: EInvoiceCheck): Promise<void> {
  const { refused } = await creditInvoices(tx, requests, check);
  await openTickets(
    tx,
    refused.map(({ request: { reason, reference }, invoice: { number, orderId }, broken }) => ({
      kind: 'invoice',
      reason: 'credit_note_invalid',
      cause: `credit-invalid:${reference ?? number}`,
      evidence: { invoice: number, why: reason, broken },
      orderId,
    })),
  );
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

interface Draft {
  request: CreditRequest;
  invoice: Invoice;
  credit: Credit;
  body: Omit<InvoiceData, 'number'>;
}

/**
 * Issues credit notes inside a transaction, each numbered in the range of its kind and chained; the original is not touched
 * but for the sum that was credited. A reference that has its credit note already gives that one. Everything is checked, down
 * to the XML, before numbers are taken. Throws Rejection.
 */
export async function creditInvoices(
  tx: Transaction,
  requests: CreditRequest[],
  check: EInvoiceCheck,
): Promise<{ notes: CreditNote[]; refused: RefusedCredit[] }> {
  const { invoices, notes } = await lockInvoices(tx, requests);
  const day = businessDay(tx.now(), (await loadCompany(tx)).timeZone);
  const known = requests.flatMap(
    ({ reference }) => notes.find((note) => reference && note.reference === reference) ?? [],
  );
  const wanted = requests.filter(({ reference }) => !known.some((note) => note.reference === reference));
  const ready: Draft[] = [];
  const refused: RefusedCredit[] = [];
  for (const draft of draftCredits(wanted, invoices, notes, day)) {
    const broken = await rulesAgainst(draft, day, check);
    if (broken.length) refused.push({ ...draft, broken });
    else ready.push(draft);
  }
  const issued: CreditNote[] = [];
  for (const kind of ['cancellation', 'correction'] as const) {
    const own = ready.filter(({ credit }) => credit.kind === kind);
    const numbered = await numberDocuments(
      tx,
      kind,
      day,
      own.map(({ body }) => (number: string): InvoiceData => ({ ...body, number })),
    );
    for (const [index, draft] of own.entries()) issued.push(issue(tx, draft, numbered[index]!));
  }
  return { notes: [...known, ...issued], refused };
}

/** Locks the orders of the invoices first, and reads what is credited only then. */
async function lockInvoices(tx: Transaction, requests: CreditRequest[]) {
  const of = { $in: requests.map(({ invoiceId }) => invoiceId) };
  const known = await tx.em.find(Invoice, { id: of }, { fields: ['orderId'], disableIdentityMap: true });
  await lockOrders(tx, [...new Set(known.map(({ orderId }) => orderId))]);
  const invoices = await tx.em.find(Invoice, { id: of }, { populate: ['data'], refresh: true });
  const notes = await tx.em.find(CreditNote, { invoiceId: of }, { populate: ['data'], refresh: true });
  return { invoices, notes };
}

/** Decides what each credit note says; of several for one invoice each sees what those before it take. Pure. */
function draftCredits(requests: CreditRequest[], invoices: Invoice[], notes: CreditNote[], day: string): Draft[] {
  const notesOf = grouped(notes, ({ invoiceId }) => invoiceId);
  const drafts: Draft[] = [];
  for (const request of requests) {
    const invoice = invoices.find(({ id }) => id === request.invoiceId);
    if (!invoice) throw new Rejection('invoice_not_found');
    const credited = creditedPerLine(invoice.data!, notesOf(invoice.id));
    for (const draft of drafts.filter((other) => other.invoice === invoice)) addTo(credited, draft.credit.credits);
    const credit = decideCredit(invoice.data!, credited, request.wish);
    drafts.push({ invoice, request, credit, body: noteData(invoice.data!, request, credit, day) });
  }
  return drafts;
}

async function rulesAgainst({ body, credit }: Draft, day: string, check: EInvoiceCheck): Promise<string[]> {
  const broken = brokenRules(body);
  return broken.length ? broken : check({ number: provisionalNumber(credit.kind, day), ...body });
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

/** The credit note without its number. */
function noteData(
  original: InvoiceData,
  { reason, note }: CreditRequest,
  { kind, credits, lines, totals, netCents, vatCents, grossCents }: Credit,
  day: string,
): Omit<InvoiceData, 'number'> {
  const { number, ...rest } = original;
  return {
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
}

function issue(
  tx: Transaction,
  { invoice, request }: Draft,
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
