import { expect, test } from 'vitest';
import { leftOf, partsOf, splitDraft } from './split-draft.ts';

const lines = [
  { id: '1', sku: 'A', quantity: 2 },
  { id: '2', sku: 'B', quantity: 1 },
  { id: '3', sku: 'A', quantity: 1 },
];

test('a split order is shown by lines and told by articles', () => {
  const draft = splitDraft(lines, [{ units: [{ sku: 'A', quantity: 3 }] }]);
  expect(draft).toEqual([{ '1': 2, '2': 0, '3': 1 }]);
  expect(lines.map((line) => leftOf(line, draft))).toEqual([0, 1, 0]);
  expect(partsOf(lines, draft)).toEqual([
    {
      units: [
        { sku: 'A', quantity: 2 },
        { sku: 'A', quantity: 1 },
      ],
    },
  ]);
});

test('no shipment is empty, the first neither', () => {
  expect(partsOf(lines, [{}])).toBeUndefined();
  expect(partsOf(lines, [{ '1': 2, '2': 1, '3': 1 }])).toBeUndefined();
  expect(partsOf(lines, [{ '1': 3 }])).toBeUndefined();
  expect(partsOf(lines, [{ '1': 1 }, { '1': 1 }])).toHaveLength(2);
});
