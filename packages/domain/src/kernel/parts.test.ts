import { expect, test } from 'vitest';
import { fitsParts, restOf, unitsOf } from './parts.ts';

const ordered = unitsOf([
  { sku: 'A', quantity: 2 },
  { sku: 'B', quantity: 1 },
  { sku: 'A', quantity: 1 },
]);

test('what the parts leave is the first shipment', () => {
  expect(restOf(ordered, [{ A: 1 }, { B: 1 }])).toEqual({ A: 2 });
});

test.each([
  ['two parts', [{ A: 1 }, { B: 1 }], true],
  ['none', [], true],
  ['nothing left', [{ A: 3 }, { B: 1 }], false],
  ['more than was ordered', [{ A: 2 }, { A: 2 }], false],
  ['what was not ordered', [{ C: 1 }], false],
  ['an empty part', [{}], false],
  ['four shipments', [{ A: 1 }, { A: 1 }, { A: 1 }], false],
])('%s', (_what, parts, fits) => {
  expect(fitsParts(ordered, parts as Record<string, number>[])).toBe(fits);
});
