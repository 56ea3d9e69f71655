import { expect, test } from 'vitest';
import { shareCents } from './share-cents.ts';

test.each([
  [499, [1_999, 500], [399, 100]],
  [1, [1, 1, 1], [1, 0, 0]],
  [100, [1, 1, 1], [34, 33, 33]],
  [490, [0, 5], [0, 490]],
  [490, [0, 0], [490, 0]],
  [0, [3, 4], [0, 0]],
])('%i by %j is %j', (cents, weights, expected) => {
  expect(shareCents(cents, weights)).toEqual(expected);
});
