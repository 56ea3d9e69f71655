import { expect, test } from 'vitest';
import { buckets, classifyRow } from './classify-row.ts';

const row = (transactionType: string, amountType: string, amountDescription: string) => ({
  transactionType,
  amountType,
  amountDescription,
});

test.each([
  ['Order', 'ItemPrice', 'Principal', 'SALE'],
  ['Order', 'ItemPrice', 'ShippingTax', 'SHIP_TAX'],
  [' order ', 'ItemFees', 'Commission', 'FEE'],
  ['Order', 'Promotion', 'Shipping', 'PROMO'],
  ['Order', 'ItemWithheldTax', 'MarketplaceFacilitatorVAT-Principal', 'WITHHELD_TAX'],
  ['Refund', 'ItemPrice', 'Principal', 'REFUND'],
  ['Refund', 'ItemFees', 'RefundCommission', 'REFUND_FEE'],
  ['Chargeback Refund', 'ItemPrice', 'Principal', 'CHARGEBACK'],
  ['other-transaction', 'other-transaction', 'Current Reserve Amount', 'RESERVE_OUT'],
  ['other-transaction', 'other-transaction', 'Previous Reserve Amount Balance', 'RESERVE_IN'],
  ['other-transaction', 'other-transaction', 'Subscription Fee', 'SERVICE'],
  ['ServiceFee', 'Cost of Advertising', 'TransactionTotalAmount', 'ADVERTISING'],
  ['Zukunft', 'Neu', 'Unbekannt', 'OTHER'],
])('%s / %s / %s is %s', (type, kind, description, bucket) => {
  expect(classifyRow(row(type, kind, description))).toBe(bucket);
});

test('whatever comes, it lands in exactly one bucket', () => {
  const words = ['', 'Order', 'Refund', 'ItemPrice', 'constructor', '__proto__', 'Principal', 'toString'];
  for (const type of words)
    for (const kind of words) for (const text of words) expect(buckets).toContain(classifyRow(row(type, kind, text)));
});
