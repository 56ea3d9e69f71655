import { expect, test } from 'vitest';
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
  expect(splitVat([line({ quantity: 3, grossCents: 5_997 })]).lines[0]).toMatchObject({
    netCents: 5_040,
    vatCents: 957,
    unitGrossCents: 1_999,
  });
});

test('shipping is a line of its own with the rate of the goods', () => {
  const split = splitVat([
    line({ shippingCents: 499 }),
    line({ position: 2, sku: 'B', vatPermille: 70, grossCents: 500 }),
  ]);
  expect(split.lines.at(-1)).toMatchObject({ sku: null, vatPermille: 190, grossCents: 499, netCents: 419 });
  expect(split.totals.map((total) => total.vatPermille)).toEqual([190, 70]);
});

/** A small seeded generator, so that a failure can be repeated. */
function random(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648;
}

test('for any basket the gross as sold stays, and net plus VAT is gross in each line, rate and in all', () => {
  const next = random(20_261_124);
  const upTo = (limit: number): number => Math.floor(next() * limit);
  const rates = [0, 25, 55, 70, 81, 170, 190, 200, 210, 220, 230, 240, 255, 270];
  for (let basket = 0; basket < 5_000; basket += 1) {
    const sold = Array.from({ length: 1 + upTo(6) }, (_, index) =>
      line({
        position: index + 1,
        quantity: 1 + upTo(9),
        grossCents: upTo(50_000),
        shippingCents: upTo(3) ? 0 : upTo(900),
        vatPermille: rates[upTo(rates.length)]!,
      }),
    );
    const split = splitVat(sold);
    const gross = sold.reduce((sum, of) => sum + of.grossCents + of.shippingCents, 0);
    expect(split.grossCents).toBe(gross);
    for (const part of [...split.lines, ...split.totals, split])
      expect(part.netCents + part.vatCents).toBe(part.grossCents);
    expect(split.lines.reduce((sum, of) => sum + of.netCents, 0)).toBe(split.netCents);
  }
});
