import { expect, test } from 'vitest';
import { offsetOf } from './template-draft.ts';

test('line and column become a place in the text', () => {
  expect(offsetOf('abc\ndef', 1, 1)).toBe(0);
  expect(offsetOf('abc\ndef', 2, 2)).toBe(5);
  expect(offsetOf('abc', 9, 9)).toBe(3);
});
