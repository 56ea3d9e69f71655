import { expect, test } from 'vitest';
import { accountOf, buckets, classifyRow, kindOf } from './classify-row.ts';

const row = (transactionType: string, amountType: string, amountDescription: string) => ({
  transactionType,
  amountType,
  amountDescription,
});

test.each([
  ['Order', 'ItemPrice', 'Principal', 'SALE'],
  ['Order', 'ItemPrice', 'Tax', 'SALE_TAX'],
  ['Order', 'ItemPrice', 'Shipping', 'SHIP'],
  ['Order', 'ItemPrice', 'ShippingTax', 'SHIP_TAX'],
  ['Order', 'ItemPrice', 'GiftWrapTax', 'GIFT'],
  ['Order', 'ItemPrice', 'CODFee', 'SHIP'],
  [' order ', 'ItemFees', 'Commission', 'FEE_COMMISSION'],
  ['Order', 'ItemFees', 'ShippingHB', 'FEE_COMMISSION'],
  ['Order', 'ItemFees', 'DigitalServicesFee', 'FEE_OTHER'],
  ['Order', 'ItemFees', 'FBAPerUnitFulfillmentFee', 'FEE_FULFILMENT'],
  ['Order', 'Promotion', 'Shipping', 'PROMO'],
  ['Order', 'Promotion', 'TaxDiscount', 'PROMO'],
  ['Order', 'ItemWithheldTax', 'MarketplaceFacilitatorVAT-Principal', 'WITHHELD_TAX'],
  ['Order', 'ItemPrice', 'Etwas Neues', 'OTHER'],
  ['Refund', 'ItemPrice', 'Principal', 'REFUND'],
  ['Refund', 'ItemPrice', 'ShippingTax', 'REFUND_TAX'],
  ['Refund', 'Promotion', 'Principal', 'REFUND_PROMO'],
  ['Refund', 'ItemWithheldTax', 'MarketplaceFacilitatorVAT-Shipping', 'REFUND_WITHHELD_TAX'],
  ['Refund', 'ItemFees', 'RefundCommission', 'REFUND_FEE'],
  ['Chargeback Refund', 'ItemPrice', 'Principal', 'CHARGEBACK'],
  ['Chargeback Refund', 'ItemFees', 'Commission', 'REFUND_FEE'],
  ['A-to-z Guarantee Refund', 'ItemPrice', 'Tax', 'CHARGEBACK'],
  ['Order_Retrocharge', 'ItemPrice', 'Tax', 'OTHER'],
  ['other-transaction', 'other-transaction', 'Current Reserve Amount', 'RESERVE_OUT'],
  ['other-transaction', 'other-transaction', 'Previous Reserve Amount Balance', 'RESERVE_IN'],
  ['other-transaction', 'other-transaction', 'Subscription Fee', 'SERVICE'],
  ['other-transaction', 'other-transaction', 'Shipping label purchase for return', 'POSTAGE'],
  ['other-transaction', 'FBA Inventory Reimbursement', 'WAREHOUSE_DAMAGE', 'REIMBURSEMENT'],
  ['other-transaction', 'other-transaction', 'SAFE-T Reimbursement', 'REIMBURSEMENT'],
  ['other-transaction', 'other-transaction', 'Storage Fee', 'FEE_FULFILMENT'],
  ['other-transaction', 'other-transaction', 'RemovalComplete', 'FEE_FULFILMENT'],
  ['other-transaction', 'other-transaction', 'Debt Adjustment', 'TRANSFER'],
  ['other-transaction', 'other-transaction', 'Transfer of funds unsuccessful', 'TRANSFER'],
  ['ServiceFee', 'Cost of Advertising', 'TransactionTotalAmount', 'ADVERTISING'],
  ['CouponRedemptionFee', 'CouponRedemptionFee', 'Spring', 'ADVERTISING'],
  ['Zukunft', 'Neu', 'Unbekannt', 'OTHER'],
])('%s / %s / %s is %s', (type, kind, description, bucket) => {
  expect(classifyRow(row(type, kind, description))).toBe(bucket);
});

test('whatever comes, it lands in exactly one bucket', () => {
  const words = ['', 'Order', 'Refund', 'ItemPrice', 'ItemFees', 'constructor', '__proto__', 'Principal', 'toString'];
  for (const type of words)
    for (const kind of words) for (const text of words) expect(buckets).toContain(classifyRow(row(type, kind, text)));
});

test('what is no money of an order has an account, and nothing else has', () => {
  for (const bucket of buckets) expect(accountOf(bucket) !== null).toBe(kindOf(bucket) === 'account');
});
