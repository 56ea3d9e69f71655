import { expect, test } from 'vitest';
import { changedUnits, vatIn } from './line-changes.ts';

const line = (id: string, quantity: number, amount: number, vatPermille: number | null) => ({
  id,
  quantity,
  total: { amount, currency: 'EUR' },
  vatPermille,
});
const lines = [line('a', 2, 2_380, 190), line('b', 1, 1_070, 70), line('c', 1, 500, null)];

test('only real changes to whole numbers go to the server', () => {
  expect(changedUnits(lines, { a: 2, b: 0 })).toEqual([{ lineId: 'b', quantity: 0 }]);
  expect(changedUnits(lines, { a: 1.5, b: -1 })).toEqual([]);
  expect(changedUnits(lines, { a: Number.NaN })).toEqual([]);
});

test('the VAT that the goods contain, by rate', () => {
  expect(vatIn(lines, { amount: 3_950, currency: 'EUR' })).toEqual([
    [19, { amount: 380, currency: 'EUR' }],
    [7, { amount: 70, currency: 'EUR' }],
  ]);
});
