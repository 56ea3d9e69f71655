import type { Transaction } from '../kernel/transact.ts';
import type { ClassifiedRow, Item, OpenReason } from './settlement-items.ts';

/** An item with the order it is of and why it is open. */
export type StoredItem = Item & { orderId: string | null; reason: OpenReason | null };

/** Stores the rows of a settlement as they are, in one statement; they never change. */
export async function storeRows(
  tx: Transaction,
  settlementId: string,
  rows: (ClassifiedRow & { orderId: string | null })[],
): Promise<void> {
  const data = rows.map(({ row, bucket, account, itemNo, orderId }) => ({
    line_no: row.lineNo,
    bucket,
    account,
    item_no: itemNo,
    transaction_type: row.transactionType,
    amount_type: row.amountType,
    amount_description: row.amountDescription,
    channel_order_id: row.orderId,
    merchant_order_id: row.merchantOrderId,
    adjustment_id: row.adjustmentId,
    shipment_id: row.shipmentId,
    marketplace_name: row.marketplaceName ?? null,
    sku: row.sku,
    quantity: row.quantity,
    amount_cents: row.amountCents,
    posted_at: row.postedAt,
    order_id: orderId,
  }));
  const columns = `line_no, bucket, account, item_no, transaction_type, amount_type, amount_description, channel_order_id, merchant_order_id,
    adjustment_id, shipment_id, marketplace_name, sku, quantity, amount_cents, posted_at, order_id`;
  await tx.em.execute(
    `insert into settlement_row (settlement_id, ${columns})
     select ?, ${columns} from jsonb_to_recordset(?::jsonb) as r (line_no int, bucket text, account text, item_no int, transaction_type text,
       amount_type text, amount_description text, channel_order_id text, merchant_order_id text, adjustment_id text, shipment_id text,
       marketplace_name text, sku text, quantity int, amount_cents int, posted_at timestamptz, order_id uuid)`,
    [settlementId, JSON.stringify(data)],
  );
}

/** Stores the items of a settlement, everything still open. */
export async function storeItems(tx: Transaction, settlementId: string, items: StoredItem[]): Promise<void> {
  if (!items.length) return;
  const data = items.map((item) => ({
    item_no: item.itemNo,
    kind: item.kind,
    transaction_type: item.transactionType,
    amount_type: item.amountType,
    amount_description: item.amountDescription,
    channel_order_id: item.channelOrderId,
    merchant_order_id: item.merchantOrderId,
    order_id: item.orderId,
    adjustment_id: item.adjustmentId,
    shipment_id: item.shipmentId,
    amount_cents: item.amountCents,
    open_cents: item.amountCents,
    has_withheld_tax: item.hasWithheldTax,
    skus: item.skus,
    posted_at: item.postedAt,
    reason: item.reason,
  }));
  const columns = `item_no, kind, transaction_type, amount_type, amount_description, channel_order_id, merchant_order_id, order_id,
    adjustment_id, shipment_id, amount_cents, open_cents, has_withheld_tax, skus, posted_at, reason`;
  await tx.em.execute(
    `insert into settlement_item (settlement_id, ${columns})
     select ?, ${columns} from jsonb_to_recordset(?::jsonb) as r (item_no int, kind text, transaction_type text, amount_type text,
       amount_description text, channel_order_id text, merchant_order_id text, order_id uuid, adjustment_id text, shipment_id text,
       amount_cents int, open_cents int, has_withheld_tax boolean, skus jsonb, posted_at timestamptz, reason text)`,
    [settlementId, JSON.stringify(data)],
  );
}
