import type { StatementRow } from '../channels/settlement-statement.ts';
import type { Account } from '../ledger/accounts.ts';
import { accountOf, classifyRow, kindOf, normalised, type Bucket } from './classify-row.ts';

export type ItemKind = 'payment' | 'refund' | 'chargeback' | 'other';

/** Why an item is open. */
export type OpenReason =
  | 'unknown_order'
  | 'not_invoiced'
  | 'refund'
  | 'chargeback'
  | 'other'
  | 'overpaid'
  | 'other_currency'
  | 'withheld_vat'
  | 'undone';

/** Rows that are one movement of money (rule R5): matched, booked and undone together. */
export interface Item {
  /** Line of its first row: stable, because rows never change. */
  itemNo: number;
  kind: ItemKind;
  transactionType: string;
  /** Set for what nobody knows: a rule can be learned from it. */
  amountType: string | null;
  amountDescription: string | null;
  channelOrderId: string | null;
  merchantOrderId: string | null;
  adjustmentId: string | null;
  shipmentId: string | null;
  amountCents: number;
  hasWithheldTax: boolean;
  skus: string[];
  postedAt: Date | null;
}

export interface ClassifiedRow {
  row: StatementRow;
  bucket: Bucket;
  /** Booked on this account with the settlement. */
  account: Account | null;
  /** The item it belongs to. */
  itemNo: number | null;
}

/** A decision of a clerk that became a rule, with its words normalised. */
export interface KnownRule {
  transactionType: string;
  amountType: string;
  amountDescription: string;
  account: Account;
}

const wordsOf = (words: readonly string[]): string => words.join('\u0000');

/** Classifies the rows of a settlement and gathers what is money of an order, or unknown, into items. Pure; no cent is lost. */
export function sortRows(rows: StatementRow[], rules: KnownRule[]): { rows: ClassifiedRow[]; items: Item[] } {
  const learned = new Map(
    rules.map((rule) => [wordsOf([rule.transactionType, rule.amountType, rule.amountDescription]), rule.account]),
  );
  const sorted = rows.map((row): ClassifiedRow => {
    const bucket = classifyRow(row);
    const account = bucket === 'OTHER' ? (learned.get(wordsOf(normalised(row))) ?? null) : accountOf(bucket);
    return { row, bucket, account, itemNo: null };
  });
  const groups = Map.groupBy(
    sorted.filter(({ account }) => account === null),
    groupOf,
  );
  const items = [...groups.values()].map((group) => {
    const item = toItem(group);
    for (const member of group) member.itemNo = item.itemNo;
    return item;
  });
  return { rows: sorted, items };
}

/** Sales and refunds never fall into one group; unknown rows are one per kind of row, so that a rule fits the whole item. */
function groupOf({ row, bucket }: ClassifiedRow): string {
  const movement = [kindOf(bucket), row.transactionType, row.orderId, row.adjustmentId ?? row.shipmentId];
  return wordsOf([...movement, ...(bucket === 'OTHER' ? normalised(row) : [])].map((part) => part ?? ''));
}

function toItem(group: ClassifiedRow[]): Item {
  const [{ row, bucket }] = group as [ClassifiedRow];
  const kind = kindOf(bucket);
  const isOther = kind === 'open';
  return {
    itemNo: row.lineNo,
    kind: isOther ? 'other' : (kind as ItemKind),
    transactionType: row.transactionType,
    amountType: isOther ? row.amountType : null,
    amountDescription: isOther ? row.amountDescription : null,
    channelOrderId: row.orderId,
    merchantOrderId: row.merchantOrderId,
    adjustmentId: row.adjustmentId,
    shipmentId: row.shipmentId,
    amountCents: group.reduce((sum, member) => sum + member.row.amountCents, 0),
    hasWithheldTax: group.some((member) => member.bucket.endsWith('WITHHELD_TAX')),
    skus: [...new Set(group.flatMap((member) => member.row.sku ?? []))],
    postedAt: row.postedAt,
  };
}
