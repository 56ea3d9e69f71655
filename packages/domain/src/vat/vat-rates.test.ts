import SalesTax from 'sales-tax';
import { expect, test } from 'vitest';
import { rateOf, ratesOn, vatRates, type VatClass } from './vat-rates.ts';

const countries = [...new Set(vatRates.map(({ country }) => country))];

test('the table knows the 27 member states and Northern Ireland, its rows in order', () => {
  expect(countries).toHaveLength(28);
  const dated = vatRates.map(({ country, from }) => `${country} ${from}`);
  expect(dated).toEqual(dated.toSorted());
});

test('the standard rates of today are those of another source', async () => {
  for (const country of countries.filter((code) => code !== 'XI')) {
    const { rate } = await SalesTax.getSalesTax(country);
    expect([country, ratesOn(country, '2026-11-25')!.standard]).toEqual([country, Math.round(rate * 1_000)]);
  }
});

test.each([
  ['SK', '2024-12-31', 200],
  ['SK', '2025-01-01', 230],
  ['RO', '2025-07-31', 190],
  ['RO', '2025-08-01', 210],
  ['EE', '2025-06-30', 220],
  ['EE', '2025-07-01', 240],
  ['FI', '2024-09-01', 255],
])('%s on %s: %i', (country, day, permille) => {
  expect(ratesOn(country, day)!.standard).toBe(permille);
});

test.each<[string, VatClass, Record<string, number>, string, number | null]>([
  ['a reduced product at home', 'reduced', {}, 'DE', 70],
  ['one reduced rate abroad', 'reduced', {}, 'NL', 90],
  ['no reduced rate abroad', 'reduced', {}, 'DK', 250],
  ['several reduced rates: nobody guesses', 'reduced', {}, 'FR', null],
  ['several reduced rates, the product says which', 'reduced', { FR: 55 }, 'FR', 55],
  ['a rate that the country does not have', 'reduced', { FR: 70 }, 'FR', null],
  ['a standard product that a country reduces', 'standard', { IE: 0 }, 'IE', 0],
  ['zero at home', 'zero', {}, 'DE', 0],
  ['zero at home means nothing abroad', 'zero', {}, 'AT', 200],
  ['a country the table does not know', 'standard', {}, 'US', null],
])('%s', (_name, vatClass, vatAbroad, country, expected) => {
  expect(rateOf({ vatClass, vatAbroad }, country, '2026-11-25', 'DE')).toBe(expected);
});
