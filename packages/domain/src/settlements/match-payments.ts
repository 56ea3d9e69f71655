import { grouped, sqlArray } from '../kernel/batch.ts';
import { transact, type Context, type Transaction } from '../kernel/transact.ts';
import { loadAccountingSettings, type KnownSettings } from '../ledger/accounting-settings.ts';
import { lockOrders } from '../orders/lock-orders.ts';
import type { Order } from '../orders/order.entity.ts';
import { closeTickets } from '../tickets/close-ticket.ts';
import { openTickets, type TicketCause } from '../tickets/open-tickets.ts';
import { allocate, type Allocated, type OpenDocument } from './allocate.ts';
import { applyMatches, settleDocuments, writeOff, type Difference, type Match } from './apply-matches.ts';
import { itemCause, itemTickets, unknownOrderCause } from './item-tickets.ts';
import { loadOpenItems, type LoadedItem } from './load-open-items.ts';
import { isCreditNote, isInvoice, loadDocuments, openCentsOf, type MoneyDocument } from './money-document.ts';
import type { OpenReason } from './settlement-items.ts';
import { noteReasons } from './take-from-items.ts';

/** What was decided for one order. */
interface Decided {
  order: Order;
  documents: MoneyDocument[];
  items: LoadedItem[];
  allocated: Allocated;
}

/**
 * Matches settled money to the invoices and credit notes of these orders (F34). It may run before the document or before the
 * settlement: whichever comes last finds the other. Repeating it changes nothing.
 */
export function matchPayments(ctx: Context, orderIds: string[]): Promise<void> {
  return transact(ctx, async (tx) => {
    const orders = await lockOrders(tx, orderIds);
    const ids = orders.map((order) => order.id);
    if (!ids.length) return;
    const settings = await loadAccountingSettings(tx);
    const items = grouped(await loadOpenItems(tx, ids, settings.timeZone), (item) => item.orderId);
    const found = await loadDocuments(tx, ids);
    await loadArticles(tx, found);
    const documents = grouped(found, (document) => document.orderId);
    const units = await unitsOf(tx, ids);
    const decided = orders.map((order) => decide(order, items(order.id), documents(order.id), units, settings));
    await carryOut(tx, decided);
    await tell(tx, decided);
  });
}

/** Which articles a document is about matters only where an order has several of them. */
async function loadArticles(tx: Transaction, found: MoneyDocument[]): Promise<void> {
  const isSeveral = (of: MoneyDocument[]): boolean =>
    of.filter(isInvoice).length > 1 || of.filter(isCreditNote).length > 1;
  const several = [...Map.groupBy(found, (document) => document.orderId).values()].filter(isSeveral).flat();
  await tx.em.populate(several.filter(isInvoice), ['data']);
  await tx.em.populate(several.filter(isCreditNote), ['data']);
}

async function unitsOf(tx: Transaction, orderIds: string[]): Promise<Map<string, number>> {
  const rows = (await tx.em.execute(
    'select order_id, sum(quantity)::int as units from order_line where order_id = any(?::uuid[]) group by 1',
    [sqlArray(orderIds)],
  )) as { order_id: string; units: number }[];
  return new Map(rows.map((row) => [row.order_id, row.units]));
}

function decide(
  order: Order,
  items: LoadedItem[],
  documents: MoneyDocument[],
  units: Map<string, number>,
  { roundingCentsPerUnit }: KnownSettings,
): Decided {
  const open = documents.filter(({ state }) => state === 'open').map(toOpen);
  const tolerance = roundingCentsPerUnit * Math.max(1, units.get(order.id) ?? 1);
  return { order, documents, items, allocated: allocate(items, open, tolerance) };
}

const toOpen = (document: MoneyDocument): OpenDocument => ({
  id: document.id,
  openCents: openCentsOf(document),
  currency: document.currency,
  vatCents: document.vatCents,
  skus: document.data?.lines.flatMap(({ sku }) => sku ?? []) ?? [],
});

async function carryOut(tx: Transaction, decided: Decided[]): Promise<void> {
  await applyMatches(tx, decided.flatMap(matchesOf));
  await writeOff(tx, decided.flatMap(differencesOf));
  for (const { order, documents, items } of decided)
    settleDocuments(tx, order, documents, items.at(-1)?.settlement ?? '');
}

const later = (a: string, b: string): string => (a > b ? a : b);

function matchesOf({ documents, allocated }: Decided): Match[] {
  return allocated.allocations.map(({ item, documentId, cents, rule }) => {
    const document = documents.find(({ id }) => id === documentId)!;
    const { settlementId, settlement, itemNo, day } = item as LoadedItem;
    return { settlementId, settlement, itemNo, document, cents, day: later(day, document.issuedOn), rule };
  });
}

function differencesOf({ documents, items, allocated }: Decided): Difference[] {
  return allocated.roundings.map(({ documentId, cents }) => {
    const document = documents.find(({ id }) => id === documentId)!;
    return { document, cents, day: later(items.at(-1)!.day, document.issuedOn), rule: 'R8:rounding' };
  });
}

/** Opens and closes the tickets of a batch at once. */
async function tell(tx: Transaction, decided: Decided[]): Promise<void> {
  const left = decided.flatMap((of) =>
    of.allocated.left.map(({ item, cents }) => leftItem(of, item as LoadedItem, cents)),
  );
  await noteReasons(tx, left);
  const open = [
    // Money before its invoice is the normal course; the watch tells when it lasts.
    ...itemTickets(left.filter(({ reason }) => reason !== 'not_invoiced')),
    ...decided.flatMap(underpaid),
    ...decided.flatMap(wronglyTaxed),
  ];
  const wanted = new Set(open.map(({ cause }) => cause));
  await closeTickets(
    tx,
    decided.flatMap(settledCauses).filter((cause) => !wanted.has(cause)),
    'paid',
  );
  await openTickets(tx, open);
}

const leftItem = ({ order, documents }: Decided, item: LoadedItem, cents: number) => ({
  ...item,
  orderId: order.id,
  openCents: cents,
  reason: whyLeft(item, documents),
});

function whyLeft(item: LoadedItem, documents: MoneyDocument[]): OpenReason {
  if (item.kind === 'refund') return 'refund';
  const sold = documents.filter(isInvoice);
  if (!sold.length) return 'not_invoiced';
  return sold.some(({ currency }) => currency === item.currency) ? 'overpaid' : 'other_currency';
}

export const underpaidCause = (invoiceId: string): string => `payment:${invoiceId}`;

function underpaid({ order, documents, allocated }: Decided): TicketCause[] {
  const touched = new Set(allocated.allocations.map(({ documentId }) => documentId));
  return documents
    .filter(isInvoice)
    .filter(({ id, state }) => touched.has(id) && state === 'open')
    .map((invoice) => ({
      kind: 'settlement',
      reason: 'invoice_underpaid',
      cause: underpaidCause(invoice.id),
      orderId: order.id,
      evidence: {
        invoice: invoice.number,
        grossCents: invoice.grossCents,
        paidCents: invoice.paidCents,
        differenceCents: invoice.paidCents - invoice.grossCents,
        currency: invoice.currency,
      },
    }));
}

/** Where the channel withholds the VAT, our own invoice must not show any (rule R9). */
function wronglyTaxed({ order, documents, allocated }: Decided): TicketCause[] {
  const taxed = allocated.allocations.flatMap(({ item, documentId }) => {
    const invoice = documents.find(({ id }) => id === documentId)!;
    return item.hasWithheldTax && invoice.vatCents !== 0 ? invoice : [];
  });
  return [...new Set(taxed)].map((invoice) => ({
    kind: 'settlement',
    reason: 'settlement_withheld_vat',
    cause: `vat:${invoice.id}`,
    orderId: order.id,
    evidence: { invoice: invoice.number, vatCents: invoice.vatCents, currency: invoice.currency },
  }));
}

function settledCauses({ order, documents, items, allocated }: Decided): string[] {
  const isLeft = new Set(allocated.left.map(({ item }) => item));
  const taken = items.filter((item) => !isLeft.has(item));
  return [
    ...documents.filter(({ state }) => state === 'paid').map(({ id }) => underpaidCause(id)),
    ...documents.filter(({ state }) => state === 'paid').map(({ id }) => `unsettled:${id}`),
    ...taken.map((item) => itemCause(item, 'other')),
    ...items.map(({ settlementId }) => unknownOrderCause(settlementId, order.channelOrderId)),
  ];
}
