import { expect, test } from 'vitest';
import { openAmount } from './open-amount.ts';

const eur = (amount: number) => ({ amount, currency: 'EUR' });

test('adds up what is not paid yet, credit notes included', () => {
  const invoices = [
    { gross: eur(5570), paid: eur(5000) },
    { gross: eur(-570), paid: eur(0) },
  ];
  expect(openAmount({ invoices })).toEqual(eur(0));
  expect(openAmount({ invoices: invoices.slice(0, 1) })).toEqual(eur(570));
  expect(openAmount({ invoices: [] })).toBeUndefined();
});
