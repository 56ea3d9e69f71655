import { expect, test } from 'vitest';
import { refundDraft, refundLines, sumOf } from './refund-draft.ts';

const euros = (amount: number) => ({ amount, currency: 'EUR' });
const lines = [
  { id: 'a', total: euros(1_998), shipping: euros(0) },
  { id: 'b', total: euros(1_499), shipping: euros(489) },
];

test('all, the shipping alone, nothing', () => {
  const given = (whole: 'all' | 'shipping' | 'nothing') => refundLines(refundDraft(lines, whole), 'EUR');
  expect(given('all')).toEqual([
    { lineId: 'a', goodsCents: 1_998, shippingCents: 0 },
    { lineId: 'b', goodsCents: 1_499, shippingCents: 489 },
  ]);
  expect(sumOf(given('all'))).toBe(3_986);
  expect(given('shipping')).toEqual([{ lineId: 'b', goodsCents: 0, shippingCents: 489 }]);
  expect(given('nothing')).toEqual([]);
});

test('typed amounts become whole minor units of their currency', () => {
  const typed = [{ lineId: 'a', goods: 0.29, shipping: null }];
  expect(refundLines(typed, 'EUR')).toEqual([{ lineId: 'a', goodsCents: 29, shippingCents: 0 }]);
  expect(refundLines([{ lineId: 'a', goods: 500, shipping: 0 }], 'JPY')[0]!.goodsCents).toBe(500);
});
