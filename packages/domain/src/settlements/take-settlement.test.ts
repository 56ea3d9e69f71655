import { expect, test } from 'vitest';
import { checkBalance } from './take-settlement.ts';

const statement = (totalCents: number, ...amounts: number[]) =>
  ({ totalCents, rows: amounts.map((amountCents) => ({ amountCents })) }) as Parameters<typeof checkBalance>[0];

test('the rows must add up to the stated total, to the cent', () => {
  expect(checkBalance(statement(1_000, 1_150, -150))).toEqual({ balanced: true, sumCents: 1_000 });
  expect(checkBalance(statement(1_000, 1_150, -151))).toEqual({ balanced: false, sumCents: 999 });
});
