import type { StatementRow } from '../channels/settlement-statement.ts';
import type { Account } from '../ledger/accounts.ts';

/** What a row is about: the customer's money of an order, money given back, the channel's own business, or unknown. */
export type RowKind = 'payment' | 'refund' | 'chargeback' | 'account' | 'open';

/** Every bucket: what it is about, and the ledger's account where it is no money of an order (rule R4). */
const meanings = {
  SALE: { kind: 'payment' },
  SALE_TAX: { kind: 'payment' },
  SHIP: { kind: 'payment' },
  SHIP_TAX: { kind: 'payment' },
  GIFT: { kind: 'payment' },
  PROMO: { kind: 'payment' },
  WITHHELD_TAX: { kind: 'payment' },
  REFUND: { kind: 'refund' },
  REFUND_TAX: { kind: 'refund' },
  REFUND_SHIP: { kind: 'refund' },
  REFUND_PROMO: { kind: 'refund' },
  REFUND_WITHHELD_TAX: { kind: 'refund' },
  CHARGEBACK: { kind: 'chargeback' },
  FEE_COMMISSION: { kind: 'account', account: 'fees_commission' },
  FEE_FULFILMENT: { kind: 'account', account: 'fees_fulfilment' },
  FEE_OTHER: { kind: 'account', account: 'fees_other' },
  REFUND_FEE: { kind: 'account', account: 'fees_commission' },
  ADVERTISING: { kind: 'account', account: 'advertising' },
  SERVICE: { kind: 'account', account: 'fees_other' },
  POSTAGE: { kind: 'account', account: 'postage' },
  RESERVE_OUT: { kind: 'account', account: 'reserve' },
  RESERVE_IN: { kind: 'account', account: 'reserve' },
  TRANSFER: { kind: 'account', account: 'transit' },
  REIMBURSEMENT: { kind: 'account', account: 'reimbursement' },
  OTHER: { kind: 'open' },
} as const satisfies Record<string, { kind: RowKind; account?: Account }>;

export type Bucket = keyof typeof meanings;
export const buckets = Object.keys(meanings) as Bucket[];

export const kindOf = (bucket: Bucket): RowKind => meanings[bucket].kind;

/** The account on which rows of a bucket are booked; null where they clear a document. */
export const accountOf = (bucket: Bucket): Account | null =>
  (meanings[bucket] as { account?: Account }).account ?? null;

type Words = readonly [Bucket, readonly string[]];
const lookUp = (words: readonly Words[]): Map<string, Bucket> =>
  new Map(words.flatMap(([bucket, descriptions]) => descriptions.map((description) => [description, bucket] as const)));

/** ItemPrice rows: what the customer paid; the same words in a refund are what he got back. */
const prices = lookUp([
  ['SALE', ['principal', 'exportcharge', 'goodwill', 'genericdeduction']],
  ['SALE_TAX', ['tax', 'exportchargetax']],
  ['SHIP', ['shipping', 'codfee', 'cod', 'returnshipping', 'restockingfee']],
  ['SHIP_TAX', ['shippingtax', 'codfeetax', 'codtax']],
  ['GIFT', ['giftwrap', 'giftwraptax']],
  ['PROMO', ['taxdiscount', 'shippingdiscount', 'principaldiscount']],
]);

/** Item fees by their description; every other item fee is FEE_OTHER, since the type alone says that it is a fee. */
const fees: [RegExp, Bucket][] = [
  [
    /^(commission|shippinghb|shippingchargeback|giftwrapchargeback|giftwrapcommission|codchargeback|refundcommission)$/,
    'FEE_COMMISSION',
  ],
  [/^(variableclosingfee|fixedclosingfee|peritemfee|salestaxcollectionfee|salestaxservicefee)$/, 'FEE_COMMISSION'],
  [/^fba|fulfil|weighthandling|pickpack|storage/, 'FEE_FULFILMENT'],
];

/** Rows of no item, by their description (transaction types other-transaction, ServiceFee and their kin). */
const withoutItem: [RegExp, Bucket][] = [
  [/previous reserve amount/, 'RESERVE_IN'],
  [/current reserve amount/, 'RESERVE_OUT'],
  [
    /transfer|disbursement|successful charge|payable to amazon|debt (adjustment|payment)|micro ?deposit|balance ?adjustment/,
    'TRANSFER',
  ],
  [
    /reimbursement|safe-?t|compensated_clawback|warehouse_(lost|damage)|missing_from_inbound|reversal_reimbursement|free_replacement_refund/,
    'REIMBURSEMENT',
  ],
  [/advertis|sponsored|coupon|(lightning )?deal fee|dealparticipation|vine|earlyreviewer/, 'ADVERTISING'],
  [/shipping label|postage|carrier/, 'POSTAGE'],
  [
    /storage|removal|disposal|inbound|fba|fulfil|prep ?service|labell?ing|inventory placement|customer return/,
    'FEE_FULFILMENT',
  ],
  [
    /subscription|service ?fee|manual processing|non-subscription fee|referral fee|digital ?services? ?fee|fee adjustment|incorrect_fees|paid ?services/,
    'SERVICE',
  ],
];

type Named = Pick<StatementRow, 'transactionType' | 'amountType' | 'amountDescription'>;

/** Trimmed and in one case, so that a type is the same whatever its spelling (rule R3). */
export const normalised = (row: Named): [type: string, kind: string, description: string] =>
  [row.transactionType, row.amountType, row.amountDescription].map((text) => text.trim().toLowerCase()) as never;

/** Puts a row into exactly one bucket (rules R3, R4); total: what is unknown is OTHER, never dropped. */
export function classifyRow(row: Named): Bucket {
  const [type, kind, description] = normalised(row);
  if (/^(itemfees|shipment-?fees|order-?fees|directpayment-?fees)$/.test(kind)) return feeOf(type, description);
  if (/chargeback|a-to-z|guarantee/.test(type)) return 'CHARGEBACK';
  if (type === 'order') return saleOf(kind, description);
  if (type === 'refund') return refundOf(kind, description);
  if (/retrocharge/.test(type)) return 'OTHER';
  return withoutItem.find(([pattern]) => pattern.test(`${type} ${kind} ${description}`))?.[1] ?? 'OTHER';
}

function feeOf(type: string, description: string): Bucket {
  if (type === 'refund' || /chargeback|a-to-z|guarantee/.test(type)) return 'REFUND_FEE';
  return fees.find(([pattern]) => pattern.test(description))?.[1] ?? 'FEE_OTHER';
}

function saleOf(kind: string, description: string): Bucket {
  if (kind === 'itemprice') return prices.get(description) ?? 'OTHER';
  if (kind === 'promotion') return 'PROMO';
  return kind === 'itemwithheldtax' ? 'WITHHELD_TAX' : 'OTHER';
}

const refunds: Partial<Record<Bucket, Bucket>> = {
  SALE: 'REFUND',
  SALE_TAX: 'REFUND_TAX',
  SHIP: 'REFUND_SHIP',
  SHIP_TAX: 'REFUND_TAX',
  GIFT: 'REFUND',
  PROMO: 'REFUND_PROMO',
  WITHHELD_TAX: 'REFUND_WITHHELD_TAX',
};
const refundOf = (kind: string, description: string): Bucket => refunds[saleOf(kind, description)] ?? 'OTHER';
