import { expect, test } from 'vitest';
import { decideMatch } from './match-payments.ts';

const group = (amountCents: number, units = 1) => ({ settlementId: 'x', settlement: '1', amountCents, units });

test('equal is paid, a few cents a unit are rounding', () => {
  expect(decideMatch(1_999, [group(1_999)])).toEqual({ result: 'paid', roundingCents: 0 });
  expect(decideMatch(1_999, [group(1_000), group(999)])).toEqual({ result: 'paid', roundingCents: 0 });
  expect(decideMatch(1_999, [group(1_990, 2)])).toEqual({ result: 'paid', roundingCents: -9 });
});

test('more than that is a difference somebody looks at', () => {
  expect(decideMatch(1_999, [group(1_990)])).toEqual({ result: 'partly', differenceCents: -9 });
  expect(decideMatch(1_999, [group(2_999)])).toEqual({ result: 'overpaid', differenceCents: 1_000 });
});

test('no money, no match', () => {
  expect(decideMatch(1_999, [])).toEqual({ result: 'nothing' });
});
