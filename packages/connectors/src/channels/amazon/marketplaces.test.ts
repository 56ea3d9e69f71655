import { expect, test } from 'vitest';
import { isSoldAt } from './marketplaces.ts';

const german = ['A1PA6795UKMFR9'];

test.each([
  ['Amazon.de', true],
  ['amazon.de ', true],
  ['Amazon.fr', false],
  ['Non-Amazon', false],
  ['Non-Amazon DE', false],
  ['', true],
  ['Amazon.at', true],
])('an order of %s belongs to a seller in Germany: %s', (salesChannel, belongs) => {
  expect(isSoldAt(salesChannel, german)).toBe(belongs);
});
