import { expect, test } from 'vitest';
import { anInvoice } from '../documents/document-data.testing.ts';
import { baskets } from './baskets.testing.ts';
import { brokenRules } from './check-invoice.ts';
import { splitVat, type SoldLine } from './split-vat.ts';

const line = (o: Partial<SoldLine> = {}): SoldLine => ({
  position: 1,
  sku: 'A',
  title: 'A',
  quantity: 1,
  grossCents: 1_999,
  shippingCents: 0,
  vatPermille: 190,
  ...o,
});

test('net is rounded per unit', () => {
  // Rounded on the line it would be 5,039.
  expect(splitVat([line({ quantity: 3, grossCents: 5_997 })]).lines).toMatchObject([
    { quantity: 3, netCents: 5_040, vatCents: 957, unitGrossCents: 1_999 },
  ]);
});

test('half a cent of net is rounded up', () => {
  expect(splitVat([line({ grossCents: 63, vatPermille: 200 })]).netCents).toBe(53);
});

test('units that cost a cent more are a line of their own, so that each line multiplies', () => {
  expect(splitVat([line({ quantity: 3, grossCents: 1_000 })]).lines).toMatchObject([
    { position: 1, quantity: 1, unitGrossCents: 334, grossCents: 334, netCents: 281 },
    { position: 1, quantity: 2, unitGrossCents: 333, grossCents: 666, netCents: 560 },
  ]);
});

test('shipping is a line of its own with the rate of the goods', () => {
  expect(splitVat([line({ shippingCents: 499, vatPermille: 70 })]).lines.at(-1)).toMatchObject({
    position: 2,
    sku: null,
    vatPermille: 70,
    grossCents: 499,
    netCents: 466,
  });
});

test('shipping of goods of several rates is shared by their value', () => {
  const split = splitVat([
    line({ shippingCents: 499 }),
    line({ position: 2, sku: 'B', vatPermille: 70, grossCents: 500 }),
  ]);
  expect(split.lines.slice(2)).toMatchObject([
    { sku: null, vatPermille: 190, grossCents: 399 },
    { sku: null, vatPermille: 70, grossCents: 100 },
  ]);
  expect(split.totals).toEqual([
    { vatPermille: 190, netCents: 1_680 + 335, vatCents: 319 + 64, grossCents: 2_398 },
    { vatPermille: 70, netCents: 467 + 93, vatCents: 33 + 7, grossCents: 600 },
  ]);
});

/** As channels tell a promotion: each line at what was paid for it, and shipping less what was given off it. */
test.each([
  [
    '10 % off two rates',
    [1_799, 450],
    [0, 0],
    [
      { vatPermille: 190, grossCents: 1_799, netCents: 1_512 },
      { vatPermille: 70, grossCents: 450, netCents: 421 },
    ],
  ],
  ['one of them for nothing', [1_999, 0], [0, 0], [{ vatPermille: 190, grossCents: 1_999, netCents: 1_680 }]],
  [
    'shipping at half its price, shared by what the goods cost after it',
    [1_000, 1_000],
    [125, 125],
    [
      { vatPermille: 190, grossCents: 1_125, netCents: 840 + 105 },
      { vatPermille: 70, grossCents: 1_125, netCents: 935 + 117 },
    ],
  ],
] as const)('a promotion takes off the base of the rate it was given on: %s', (_, goods, shipping, totals) => {
  const split = splitVat([
    line({ grossCents: goods[0], shippingCents: shipping[0] }),
    line({ position: 2, sku: 'B', vatPermille: 70, grossCents: goods[1], shippingCents: shipping[1] }),
  ]);
  expect(split.totals.filter(({ grossCents }) => grossCents)).toMatchObject(totals);
  expect(brokenRules({ ...anInvoice(), ...split })).toEqual([]);
});

test('a line of no units is left out, but never its money', () => {
  expect(splitVat([line(), line({ position: 2, quantity: 0, grossCents: 0 })]).lines).toHaveLength(1);
  expect(splitVat([line({ quantity: 0, grossCents: 500 })]).grossCents).toBe(500);
});

const sum = <T>(rows: T[], of: (row: T) => number): number => rows.reduce((all, row) => all + of(row), 0);

test('for any basket the gross as sold stays, and net plus VAT is gross in each line, rate and in all', () => {
  let tried = 0;
  for (const sold of baskets(5_000)) {
    const split = splitVat(sold);
    expect(split.grossCents).toBe(sum(sold, (of) => of.grossCents + of.shippingCents));
    for (const part of [...split.lines, ...split.totals, split])
      expect(part.netCents + part.vatCents).toBe(part.grossCents);
    for (const part of split.lines) expect(part.unitGrossCents * part.quantity).toBe(part.grossCents);
    for (const total of split.totals) {
      const lines = split.lines.filter((of) => of.vatPermille === total.vatPermille);
      expect(sum(lines, (of) => of.netCents)).toBe(total.netCents);
      expect(sum(lines, (of) => of.grossCents)).toBe(total.grossCents);
    }
    expect(sum(split.totals, (of) => of.netCents)).toBe(split.netCents);
    tried += 1;
  }
  expect(tried).toBe(5_000);
});

test('for any basket each sold line keeps its units and its gross, and the net is never a cent per unit off', () => {
  for (const sold of baskets(5_000)) {
    const { lines } = splitVat(sold);
    for (const { position, quantity, grossCents, vatPermille } of sold) {
      const parts = lines.filter((of) => of.sku !== null && of.position === position);
      expect(sum(parts, (of) => of.quantity)).toBe(quantity);
      expect(sum(parts, (of) => of.grossCents)).toBe(grossCents);
      const exact = (grossCents * 1_000) / (1_000 + vatPermille);
      expect(Math.abs(sum(parts, (of) => of.netCents) - exact)).toBeLessThanOrEqual(quantity / 2 + 1e-6);
    }
  }
});

test('many cheap units are rounded as a whole where rounding each would leave the tolerance of EN 16931', () => {
  const { lines, totals } = splitVat([line({ quantity: 500, grossCents: 49_500 })]);
  // Per unit it would be 415.00, 1.15 off what the rate says.
  expect(lines).toMatchObject([{ quantity: 500, netCents: 41_597, vatCents: 7_903 }]);
  expect(totals[0]).toMatchObject({ netCents: 41_597, grossCents: 49_500 });
});

test('any basket may be issued: no rule of EN 16931 that we check is broken', () => {
  const splits = [...baskets(3_000, { units: 400 })].map((sold) => splitVat(sold)).filter(({ lines }) => lines.length);
  expect(splits.length).toBeGreaterThan(2_500);
  expect(splits.filter((split) => brokenRules({ ...anInvoice(), ...split }).length)).toEqual([]);
});
