import type { StatementRow } from '../channels/settlement-statement.ts';

export const buckets = [
  'SALE',
  'SALE_TAX',
  'SHIP',
  'SHIP_TAX',
  'GIFT',
  'PROMO',
  'WITHHELD_TAX',
  'FEE',
  'REFUND',
  'REFUND_FEE',
  'CHARGEBACK',
  'ADVERTISING',
  'SERVICE',
  'RESERVE_OUT',
  'RESERVE_IN',
  'TRANSFER',
  'REIMBURSEMENT',
  'OTHER',
] as const;
export type Bucket = (typeof buckets)[number];

/** What the customer paid, as far as an Order row says it. */
const itemPrice = new Map<string, Bucket>([
  ['principal', 'SALE'],
  ['tax', 'SALE_TAX'],
  ['shipping', 'SHIP'],
  ['shippingtax', 'SHIP_TAX'],
  ['giftwrap', 'GIFT'],
  ['giftwraptax', 'GIFT'],
  ['codfee', 'SHIP'],
]);

/** Rows that belong to no order, by a word in their description. */
const withoutOrder: [RegExp, Bucket][] = [
  [/previous reserve amount/, 'RESERVE_IN'],
  [/current reserve amount/, 'RESERVE_OUT'],
  [/transfer/, 'TRANSFER'],
  [/reimbursement|safe-t/, 'REIMBURSEMENT'],
  [/advertising/, 'ADVERTISING'],
  [/subscription|label|storage|service/, 'SERVICE'],
];

/** Puts a row into exactly one bucket (rules R3, R4 of the settlement matching); total: what is unknown is OTHER, never dropped. */
export function classifyRow(row: Pick<StatementRow, 'transactionType' | 'amountType' | 'amountDescription'>): Bucket {
  const [type, kind, description] = [row.transactionType, row.amountType, row.amountDescription].map((text) =>
    text.trim().toLowerCase(),
  ) as [string, string, string];
  if (type.includes('chargeback') || type.includes('a-to-z')) return 'CHARGEBACK';
  if (type === 'refund') return kind === 'itemfees' ? 'REFUND_FEE' : 'REFUND';
  if (type === 'order' && kind === 'itemprice') return itemPrice.get(description) ?? 'OTHER';
  if (type === 'order' && kind === 'promotion') return 'PROMO';
  if (type === 'order' && kind === 'itemwithheldtax') return 'WITHHELD_TAX';
  if (type === 'order' && (kind === 'itemfees' || kind === 'shipment-fees')) return 'FEE';
  return withoutOrder.find(([pattern]) => pattern.test(`${type} ${kind} ${description}`))?.[1] ?? 'OTHER';
}

/** Buckets that are the customer's payment of an order (rule R6). */
export const paidByCustomer: ReadonlySet<Bucket> = new Set([
  'SALE',
  'SALE_TAX',
  'SHIP',
  'SHIP_TAX',
  'GIFT',
  'PROMO',
  'WITHHELD_TAX',
]);

/** Buckets a person must look at although the settlement adds up. */
export const needsPerson: ReadonlySet<Bucket> = new Set(['CHARGEBACK', 'REFUND', 'OTHER']);
