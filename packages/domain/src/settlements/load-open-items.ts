import { sqlArray } from '../kernel/batch.ts';
import { businessDay } from '../kernel/business-day.ts';
import type { Transaction } from '../kernel/transact.ts';
import type { OpenItem } from './allocate.ts';
import type { OpenReason } from './settlement-items.ts';

/** An open item as matching sees it. */
export interface LoadedItem extends OpenItem {
  orderId: string;
  channelOrderId: string | null;
  transactionType: string;
  amountDescription: string | null;
  /** The channel's settlement id, and the business day on which its money counts. */
  settlement: string;
  day: string;
  reason: OpenReason | null;
}

interface Row {
  order_id: string;
  settlement_id: string;
  item_no: number;
  kind: 'payment' | 'refund';
  open_cents: number;
  has_withheld_tax: boolean;
  skus: string[];
  channel_order_id: string | null;
  transaction_type: string;
  amount_description: string | null;
  reason: OpenReason | null;
  name: string;
  currency: string;
  counts_at: Date;
}

const columns = `o.id as order_id, i.settlement_id, i.item_no, i.kind, i.open_cents, i.has_withheld_tax, i.skus, i.channel_order_id,
  i.transaction_type, i.amount_description, i.reason, s.settlement_id as name, s.currency, coalesce(s.ends_at, s.deposit_at, s.fetched_at) as counts_at`;
const isOpen = `i.open_cents <> 0 and not i.by_hand and i.kind in ('payment', 'refund') and s.account = c.account`;

/** Open payments and refunds of these orders, oldest settlement first; also those that came before the order did. */
export async function loadOpenItems(tx: Transaction, orderIds: string[], timeZone: string): Promise<LoadedItem[]> {
  const ids = sqlArray(orderIds);
  const rows = (await tx.em.execute(
    `select * from (
       select ${columns} from sales_order o join channel c on c.id = o.channel_id
         join settlement_item i on i.channel_order_id = o.channel_order_id join settlement s on s.id = i.settlement_id
        where o.id = any(?::uuid[]) and ${isOpen}
       union
       select ${columns} from sales_order o join channel c on c.id = o.channel_id
         join settlement_item i on i.order_id = o.id join settlement s on s.id = i.settlement_id
        where o.id = any(?::uuid[]) and ${isOpen}) open
      order by counts_at, settlement_id, item_no`,
    [ids, ids],
  )) as Row[];
  return rows.map((row) => toItem(row, timeZone));
}

const toItem = (row: Row, timeZone: string): LoadedItem => ({
  orderId: row.order_id,
  settlementId: row.settlement_id,
  itemNo: row.item_no,
  kind: row.kind,
  openCents: row.open_cents,
  currency: row.currency,
  hasWithheldTax: row.has_withheld_tax,
  skus: row.skus,
  channelOrderId: row.channel_order_id,
  transactionType: row.transaction_type,
  amountDescription: row.amount_description,
  settlement: row.name,
  day: businessDay(new Date(row.counts_at), timeZone),
  reason: row.reason,
});
