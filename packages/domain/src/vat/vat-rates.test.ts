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

/** Reduced, super-reduced and parking rates of the mainland in percent, as TEDB had them on 2026-04-28 (eu-vat-rates-data). */
const tedb: Record<string, number[]> = {
  AT: [10, 13],
  BE: [6, 12],
  BG: [9],
  CY: [3, 5, 9],
  CZ: [12],
  DE: [7],
  DK: [],
  EE: [9, 13],
  ES: [4, 10],
  FI: [10, 13.5],
  FR: [2.1, 5.5, 10],
  GR: [6, 13],
  HR: [5, 13],
  HU: [5, 18],
  IE: [9, 13.5],
  IT: [4, 5, 10],
  LT: [5, 12],
  LU: [3, 8, 14],
  LV: [5, 12],
  MT: [5, 7, 12],
  NL: [9],
  PL: [5, 8],
  PT: [6, 13],
  RO: [11],
  SE: [6, 12],
  SI: [5, 9.5],
  SK: [5, 19],
  XI: [5],
};
/** What TEDB's extract leaves out, or what came after it. */
const beyond: Record<string, number[]> = { AT: [4.9], IE: [4.8] };

test('the reduced rates of today are those of TEDB, and what was added has its reason', () => {
  for (const country of countries)
    expect([country, ratesOn(country, '2026-11-25')!.reduced]).toEqual([
      country,
      [...(beyond[country] ?? []), ...tedb[country]!].map((percent) => percent * 10),
    ]);
});

test.each([
  ['AT', '2026-06-30', [100, 130]],
  ['AT', '2026-07-01', [49, 100, 130]],
  ['FI', '2025-12-31', [100, 140]],
  ['LT', '2025-12-31', [50, 90]],
  ['RO', '2025-07-31', [50, 90]],
])('reduced in %s on %s: %j', (country, day, reduced) => {
  expect(ratesOn(country, day)!.reduced).toEqual(reduced);
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
