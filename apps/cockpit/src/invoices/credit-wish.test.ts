import { expect, test } from 'vitest';
import { centsOf, wishOf } from './credit-wish.ts';

test.each([
  ['12,50', 1_250],
  ['12.5', 1_250],
  ['7', 700],
  [' 0,01 ', 1],
  ['-1', undefined],
  ['1,234', undefined],
  ['ten', undefined],
  ['', undefined],
])('%s is %s', (typed, cents) => {
  expect(centsOf(typed)).toBe(cents);
});

test('a form that asks for nothing is no wish', () => {
  expect(wishOf({ kind: 'lines', units: { 0: 0 }, amount: '' })).toBeUndefined();
  expect(wishOf({ kind: 'amount', units: {}, amount: '0' })).toBeUndefined();
});

test('only what its kind needs goes into the wish', () => {
  const form = { units: { 0: 2, 1: 0 }, amount: '3,00' };
  expect(wishOf({ kind: 'lines', ...form })).toEqual({ kind: 'lines', lines: [{ line: 0, quantity: 2 }] });
  expect(wishOf({ kind: 'amount', ...form })).toEqual({ kind: 'amount', grossCents: 300 });
  expect(wishOf({ kind: 'shipping', ...form })).toEqual({ kind: 'shipping' });
  expect(wishOf({ kind: 'rest', ...form })).toEqual({ kind: 'rest' });
});
