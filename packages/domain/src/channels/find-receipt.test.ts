import { expect, test } from 'vitest';
import { findReceipt } from './find-receipt.ts';

test('what nobody has was never handed in', () => {
  expect(findReceipt('e1', ['e1', 'e2'], [])).toBe('absent');
});

test('as many as wait for their receipt: each takes its own, in their sequence', () => {
  expect(findReceipt('e2', ['e1', 'e2'], ['f1', 'f2'])).toEqual({ receipt: 'f2' });
});

test('any other number says nothing: another program may have handed in, or one is still on its way', () => {
  expect(findReceipt('e1', ['e1', 'e2'], ['f1'])).toBe('unknown');
  expect(findReceipt('e1', ['e1'], ['f1', 'f2'])).toBe('unknown');
  expect(findReceipt('gone', ['e1'], ['f1'])).toBe('unknown');
});
