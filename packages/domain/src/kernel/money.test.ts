import { expect, test } from 'vitest';
import { formatMinorUnits, parseMinorUnits } from './money.ts';

test('a decimal string becomes minor units without a float', () => {
  expect(parseMinorUnits('19.98')).toBe(1998);
  expect(parseMinorUnits('-3.5')).toBe(-350);
  expect(parseMinorUnits('7')).toBe(700);
  expect(parseMinorUnits('-0.00')).toBe(0);
  expect(parseMinorUnits('1.2300')).toBe(123);
});

test('what is not an amount is refused', () => {
  for (const bad of ['', '1,98', '1.999', 'x', '1e3', '--1'])
    expect(() => parseMinorUnits(bad)).toThrow('not an amount');
});

test('minor units are written back as they were read', () => {
  for (const text of ['0.05', '-0.05', '19.98', '-1204.00']) expect(formatMinorUnits(parseMinorUnits(text))).toBe(text);
});
