import { vatRates } from '../vat/vat-rates.ts';
import type { SoldLine } from './split-vat.ts';

/** A small seeded generator, so that a failure can be repeated. */
export function random(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648;
}

/** Every rate of the Union, zero, and Switzerland's. */
const rates = [...new Set([0, 81, ...vatRates.flatMap(({ standard, reduced }) => [standard, ...reduced])])];

/** Random baskets of up to six lines with up to `units` units. */
export function* baskets(count: number, { units = 9 } = {}): Generator<SoldLine[]> {
  const next = random(20_261_124);
  const upTo = (limit: number): number => Math.floor(next() * limit);
  for (let basket = 0; basket < count; basket += 1)
    yield Array.from({ length: 1 + upTo(6) }, (_, index) => ({
      position: index + 1,
      sku: 'A',
      title: 'A',
      quantity: 1 + upTo(units),
      grossCents: upTo(8) ? upTo(50_000) : 0,
      shippingCents: upTo(3) ? 0 : upTo(900),
      vatPermille: rates[upTo(rates.length)]!,
    }));
}
