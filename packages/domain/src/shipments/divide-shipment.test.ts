import { expect, test } from 'vitest';
import { divideLines } from './divide-shipment.ts';

const lines = [
  { id: 'a', sku: 'CABLE', quantity: 2 },
  { id: 'b', sku: 'PEN', quantity: 1 },
  { id: 'c', sku: 'CABLE', quantity: 3 },
];

test('the first lines of an article are filled first; nothing is lost', () => {
  expect(divideLines(lines, [{ sku: 'CABLE', quantity: 4 }])).toEqual({
    packed: [
      { lineId: 'a', quantity: 2 },
      { lineId: 'c', quantity: 2 },
    ],
    rest: [
      { lineId: 'b', quantity: 1 },
      { lineId: 'c', quantity: 1 },
    ],
  });
});

test('all of it leaves no rest', () => {
  const all = ['CABLE', 'PEN', 'CABLE', 'CABLE', 'CABLE', 'CABLE'].map((sku) => ({ sku, quantity: 1 }));
  expect(divideLines(lines, all).rest).toEqual([]);
});

test.each([
  ['nothing', []],
  ['less than nothing', [{ sku: 'PEN', quantity: -1 }]],
  ['too many', [{ sku: 'PEN', quantity: 2 }]],
  [
    'a stranger',
    [
      { sku: 'PEN', quantity: 1 },
      { sku: 'CUP', quantity: 1 },
    ],
  ],
])('%s cannot be packed', (_what, items) => {
  expect(() => divideLines(lines, items)).toThrow('packed_not_in_shipment');
});
