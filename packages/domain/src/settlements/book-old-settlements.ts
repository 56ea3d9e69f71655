import { LockMode } from '@mikro-orm/core';
import type { StatementRow } from '../channels/settlement-statement.ts';
import { businessDay } from '../kernel/business-day.ts';
import { transact, type Context, type Transaction } from '../kernel/transact.ts';
import { Invoice } from '../invoices/invoice.entity.ts';
import { loadAccountingSettings } from '../ledger/accounting-settings.ts';
import { book, move } from '../ledger/book.ts';
import { bookSettlement } from './book-settlement.ts';
import { sortRows, type ClassifiedRow } from './settlement-items.ts';
import { Payment, Settlement, SettlementItem, SettlementRow } from './settlement.entity.ts';
import type { OrderSettled } from './settlement.events.ts';
import { storeItems } from './store-statement.ts';
import { reasonAtFirst } from './take-settlement.ts';
import { takeFromItems } from './take-from-items.ts';

/** Brings settlements that were taken before there was a ledger into it, once each; their matches stay. Gives how many. */
export async function bookOldSettlements(ctx: Context): Promise<number> {
  const old = await ctx.em.find(Settlement, { state: 'matched', bookedAt: null }, { fields: ['id'], limit: 100 });
  for (const { id } of old) await transact(ctx, (tx) => bookOld(tx, id));
  return old.length;
}

async function bookOld(tx: Transaction, id: string): Promise<void> {
  const settlement = await tx.em.findOneOrFail(Settlement, id, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true });
  if (settlement.bookedAt) return;
  const stored = await tx.em.find(SettlementRow, { settlementId: id }, { orderBy: { lineNo: 'asc' } });
  const orderIds = new Map(stored.map((row) => [row.channelOrderId ?? '', row.orderId ?? null]));
  const { rows, items } = sortRows(stored.map(toStatementRow), []);
  await noteItems(tx, id, rows);
  await storeItems(
    tx,
    id,
    items
      .filter(({ amountCents }) => amountCents !== 0)
      .map((item) => {
        const orderId = orderIds.get(item.channelOrderId ?? '') ?? null;
        return { ...item, orderId, reason: reasonAtFirst(item, orderId) };
      }),
  );
  const { timeZone } = await loadAccountingSettings(tx);
  const day = businessDay(settlement.endsAt ?? settlement.fetchedAt, timeZone);
  await bookSettlement(
    tx,
    settlement,
    rows.map(({ account, row }) => ({ account, cents: row.amountCents })),
    day,
  );
  await bookOldPayments(tx, settlement, day);
  for (const orderId of new Set([...orderIds.values()].flatMap((of) => of ?? [])))
    tx.record({ type: 'OrderSettled', orderId } satisfies OrderSettled);
}

const toStatementRow = (row: SettlementRow): StatementRow => ({
  lineNo: row.lineNo,
  transactionType: row.transactionType,
  orderId: row.channelOrderId ?? null,
  merchantOrderId: row.merchantOrderId ?? null,
  adjustmentId: row.adjustmentId ?? null,
  shipmentId: row.shipmentId ?? null,
  amountType: row.amountType,
  amountDescription: row.amountDescription,
  amountCents: row.amountCents,
  postedAt: row.postedAt ?? null,
  sku: row.sku ?? null,
  quantity: row.quantity ?? null,
});

/** Where a row belongs is added to it; what the channel said stays. */
const noteItems = (tx: Transaction, settlementId: string, rows: ClassifiedRow[]): Promise<unknown> =>
  tx.em.execute(
    `update settlement_row r set account = p.account, item_no = p.item_no
       from jsonb_to_recordset(?::jsonb) as p (line_no int, account text, item_no int)
      where r.settlement_id = ? and r.line_no = p.line_no`,
    [
      JSON.stringify(rows.map(({ row, account, itemNo }) => ({ line_no: row.lineNo, account, item_no: itemNo }))),
      settlementId,
    ],
  );

async function bookOldPayments(tx: Transaction, settlement: Settlement, day: string): Promise<void> {
  const payments = await tx.em.find(Payment, { settlementId: settlement.id, itemNo: null });
  const invoices = await tx.em.find(Invoice, { id: { $in: payments.flatMap(({ invoiceId }) => invoiceId ?? []) } });
  const items = await tx.em.find(SettlementItem, { settlementId: settlement.id, kind: 'payment' });
  const parts = payments.flatMap((payment) => {
    const item =
      items.find(({ orderId, amountCents }) => orderId === payment.orderId && amountCents === payment.amountCents) ??
      items.find(({ orderId }) => orderId === payment.orderId);
    const invoice = invoices.find(({ id }) => id === payment.invoiceId)!;
    return item ? [{ payment, item, invoice }] : [];
  });
  await book(
    tx,
    parts.map(({ payment, item, invoice }) => ({
      kind: 'match' as const,
      bookedOn: day,
      settlementId: settlement.id,
      settlement: settlement.settlementId!,
      itemNo: item.itemNo,
      invoiceId: invoice.id,
      orderId: payment.orderId,
      rule: 'R8:total',
      entries: move('clearing', 'receivable', payment.amountCents, {
        currency: payment.currency,
        document: invoice.number,
      }),
    })),
  );
  await takeFromItems(
    tx,
    parts.map(({ payment, item }) => ({
      settlementId: settlement.id,
      itemNo: item.itemNo,
      cents: payment.amountCents,
    })),
  );
}
