import { LockMode } from '@mikro-orm/core';
import { CreditNote } from '../invoices/credit-note.entity.ts';
import { Invoice } from '../invoices/invoice.entity.ts';
import { businessDay } from '../kernel/business-day.ts';
import { Rejection } from '../kernel/rejection.ts';
import { transact, type Context, type Transaction } from '../kernel/transact.ts';
import { bookableAccounts, type Account, type BookableAccount } from '../ledger/accounts.ts';
import { loadAccountingSettings } from '../ledger/accounting-settings.ts';
import { book, move } from '../ledger/book.ts';
import { lockOrders } from '../orders/lock-orders.ts';
import { closeTickets } from '../tickets/close-ticket.ts';
import { applyMatches, settleDocuments, writeOff } from './apply-matches.ts';
import { itemCause } from './item-tickets.ts';
import { underpaidCause } from './match-payments.ts';
import { isCreditNote, loadDocuments, openCentsOf } from './money-document.ts';
import { Settlement, SettlementItem } from './settlement.entity.ts';
import { takeFromItems } from './take-from-items.ts';

export interface ItemKey {
  settlementId: string;
  itemNo: number;
}

/**
 * Matches an open item to an invoice or credit note by hand, as much as fits on it or `cents` (signed minor units).
 * Throws Rejection when signs or currencies differ, or nothing is open.
 */
export function matchItem(
  ctx: Context,
  { invoiceId, cents, ...key }: ItemKey & { invoiceId: string; cents?: number | null },
): Promise<SettlementItem> {
  return transact(ctx, async (tx) => {
    const { document, documents, order } = await lockDocument(tx, invoiceId);
    const { item, settlement } = await lockItem(tx, key);
    if (settlement.currency !== document.currency) throw new Rejection('currency_differs');
    const part = fittingPart(item.openCents, openCentsOf(document), cents ?? null);
    const day = await today(tx);
    const name = settlement.settlementId!;
    await applyMatches(tx, [{ ...key, settlement: name, document, cents: part, day, rule: 'person' }]);
    settleDocuments(tx, order, documents, name);
    if (document.state === 'paid') await closeTickets(tx, [underpaidCause(document.id)], 'paid');
    return clarified(tx, item);
  });
}

/** How much of an item goes to a document: no more than either has, all of one sign. Pure; throws Rejection. */
export function fittingPart(itemCents: number, documentCents: number, wanted: number | null): number {
  if (documentCents === 0) throw new Rejection('invoice_settled');
  const most = Math.min(Math.abs(itemCents), Math.abs(documentCents));
  const isSameSign = itemCents > 0 === documentCents > 0;
  const part = wanted ?? Math.sign(itemCents) * most;
  if (!isSameSign || part === 0 || part > 0 !== itemCents > 0 || Math.abs(part) > most)
    throw new Rejection('amount_does_not_fit', { itemCents, documentCents });
  return part;
}

/** Books what is open on an item on an account: a fee, a transfer, a loss. Throws Rejection for accounts that are not for that. */
export function bookItem(
  ctx: Context,
  { account, note, ...key }: ItemKey & { account: string; note?: string | null },
): Promise<SettlementItem> {
  return transact(ctx, async (tx) => {
    const { item, settlement } = await lockItem(tx, key);
    if (!isBookable(account)) throw new Rejection('account_not_bookable');
    await bookOpenItems(tx, [{ item, settlement, account, rule: 'person', note: note ?? null }], await today(tx));
    return clarified(tx, item);
  });
}

export const isBookable = (account: string): account is BookableAccount =>
  (bookableAccounts as readonly string[]).includes(account);

/** Books the open amounts of items on accounts, by hand or by a learned rule. */
export async function bookOpenItems(
  tx: Transaction,
  parts: { item: SettlementItem; settlement: Settlement; account: Account; rule: string; note?: string | null }[],
  day: string,
): Promise<void> {
  await book(
    tx,
    parts.map(({ item, settlement, account, rule, note = null }) => ({
      kind: account === 'rounding' ? ('difference' as const) : ('account' as const),
      bookedOn: day,
      settlementId: item.settlementId,
      settlement: settlement.settlementId!,
      itemNo: item.itemNo,
      orderId: item.orderId ?? null,
      rule,
      note,
      entries: move('clearing', account, item.openCents, {
        currency: settlement.currency!,
        document: settlement.settlementId!,
      }),
    })),
  );
  await takeFromItems(
    tx,
    parts.map(({ item: { settlementId, itemNo, openCents } }) => ({ settlementId, itemNo, cents: openCents })),
  );
}

/** Writes off a small rest of an item by hand, up to the limit in the settings. */
export function writeOffItem(ctx: Context, key: ItemKey): Promise<SettlementItem> {
  return transact(ctx, async (tx) => {
    const { item, settlement } = await lockItem(tx, key);
    await mustBeSmall(tx, item.openCents);
    await bookOpenItems(tx, [{ item, settlement, account: 'rounding', rule: 'person' }], await today(tx));
    return clarified(tx, item);
  });
}

/** Writes off a small rest of an invoice by hand, up to the limit in the settings. */
export function writeOffInvoice(ctx: Context, invoiceId: string): Promise<Invoice> {
  return transact(ctx, async (tx) => {
    const { document: invoice, documents, order } = await lockDocument(tx, invoiceId);
    if (isCreditNote(invoice)) throw new Rejection('invoice_not_found');
    const cents = invoice.grossCents - invoice.paidCents;
    if (cents === 0) throw new Rejection('invoice_settled');
    await mustBeSmall(tx, cents);
    await writeOff(tx, [{ document: invoice, cents, day: await today(tx), rule: 'person' }]);
    settleDocuments(tx, order, documents, '');
    await closeTickets(tx, [underpaidCause(invoice.id)], 'written_off');
    return invoice;
  });
}

async function mustBeSmall(tx: Transaction, cents: number): Promise<void> {
  const { writeOffCents } = await loadAccountingSettings(tx);
  if (Math.abs(cents) > writeOffCents) throw new Rejection('write_off_too_high', { cents, limitCents: writeOffCents });
}

export const today = async (tx: Transaction): Promise<string> =>
  businessDay(tx.now(), (await loadAccountingSettings(tx)).timeZone);

/** The order is locked before its documents, as every command does. */
export async function lockDocument(tx: Transaction, documentId: string) {
  const known = (await tx.em.findOne(Invoice, documentId)) ?? (await tx.em.findOne(CreditNote, documentId));
  if (!known) throw new Rejection('invoice_not_found');
  const [order] = await lockOrders(tx, [known.orderId]);
  const documents = await loadDocuments(tx, [known.orderId]);
  return { document: documents.find(({ id }) => id === documentId)!, documents, order: order! };
}

async function lockItem(tx: Transaction, { settlementId, itemNo }: ItemKey) {
  const item = await tx.em.findOne(SettlementItem, { settlementId, itemNo }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (!item) throw new Rejection('item_not_found');
  if (item.openCents === 0) throw new Rejection('item_settled');
  return { item, settlement: await tx.em.findOneOrFail(Settlement, settlementId) };
}

async function clarified(tx: Transaction, item: SettlementItem): Promise<SettlementItem> {
  const fresh = await tx.em.findOneOrFail(
    SettlementItem,
    { settlementId: item.settlementId, itemNo: item.itemNo },
    { refresh: true },
  );
  const cause = itemCause({ ...fresh, channelOrderId: fresh.channelOrderId ?? null }, item.reason ?? 'other');
  if (fresh.openCents === 0)
    await closeTickets(tx, [cause, itemCause({ ...fresh, channelOrderId: null }, 'other')], 'clarified');
  return fresh;
}
