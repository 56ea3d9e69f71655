import { expect, test } from 'vitest';
import { coversPostcode, germanIslands, isPostcodePattern } from './postcodes.ts';

test.each([
  [['26465'], '26465', true],
  [['26465'], ' 26465 ', true],
  [['26465'], '26466', false],
  [['20*'], '20457', true],
  [['20*'], '22041', false],
  [['25938-25955'], '25938', true],
  [['25938-25955'], '25955', true],
  [['25938-25955'], '25956', false],
  [['1000-1999'], '15000', false],
  [['SW1A*'], 'sw1a 1aa', true],
  [[], '20457', false],
])('%j covers %s: %s', (patterns, postcode, covered) => {
  expect(coversPostcode(patterns, postcode)).toBe(covered);
});

test('a pattern that means nothing is no pattern', () => {
  expect(['26465', '20*', '25938-25955', 'SW1A*'].every(isPostcodePattern)).toBe(true);
  expect(['', '*', '25955-25938', '2593-25955', 'a(b)*', '20**'].some(isPostcodePattern)).toBe(false);
});

test('Norderney, Sylt and Helgoland are islands, Hamburg, Rügen and Fehmarn are reached by road', () => {
  expect(['26548', '25980', '27498'].every((code) => coversPostcode(germanIslands, code))).toBe(true);
  expect(['20457', '18528', '23769'].some((code) => coversPostcode(germanIslands, code))).toBe(false);
});
