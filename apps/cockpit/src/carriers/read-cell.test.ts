import { expect, test } from 'vitest';
import {
  readBands,
  excludedText,
  readClock,
  readCountries,
  readExcluded,
  readHours,
  readNumber,
  readPostcodes,
  readSides,
  WRONG,
} from './read-cell.ts';

test.each([
  ['31,5', 31_500],
  [' 31.5 ', 31_500],
  ['2', 2_000],
  ['0', WRONG],
  ['-2', WRONG],
  ['2 kg', WRONG],
  ['', WRONG],
])('%j kilograms', (text, grams) => {
  expect(readNumber(text, 1_000)).toBe(grams);
});

test('three sides, the longest first, whatever stands between them', () => {
  expect(readSides('60 x 120 × 35,3')).toEqual([1_200, 600, 353]);
  expect([readSides('120 × 60'), readSides('a × b × c')]).toEqual([WRONG, WRONG]);
});

test('countries are two letters', () => {
  expect(readCountries('de, at;ch')).toEqual(['DE', 'AT', 'CH']);
  expect([readCountries(''), readCountries('Deutschland')]).toEqual([WRONG, WRONG]);
});

test('postcodes with a minus are left out', () => {
  expect(readPostcodes('20*, 80000-89999 –26548')).toEqual({
    postcodes: ['20*', '80000-89999'],
    excludedPostcodes: ['26548'],
  });
  expect(readPostcodes('')).toEqual({ postcodes: [], excludedPostcodes: [] });
  expect(readPostcodes('2?')).toBe(WRONG);
});

test('channels that are left out', () => {
  expect(readExcluded(' –amazon-de, -shop; ebay')).toEqual(['amazon-de', 'shop', 'ebay']);
  expect(excludedText(['amazon-de', 'shop'])).toBe('–amazon-de, –shop');
});

test('clock times', () => {
  expect([readClock('9:05'), readClock('16.30'), readClock('24:00'), readClock('noon')]).toEqual([
    '09:05',
    '16:30',
    WRONG,
    WRONG,
  ]);
});

test('working hours are a span of a day, or all of it', () => {
  expect([readHours('8:00–17:30'), readHours('14:00 - 24:00'), readHours(' ')]).toEqual([
    { from: '08:00', to: '17:30' },
    { from: '14:00', to: '24:00' },
    null,
  ]);
  for (const wrong of ['17:00-8:00', '8:00', '8:00-12:00-14:00', '8-17', '24:00-24:00'])
    expect(readHours(wrong)).toBe(WRONG);
});

test('bands are lines of weight and price, ascending', () => {
  expect(readBands('2 4,35\n31,5\t11.90\n')).toEqual([
    { upToG: 2_000, cents: 435 },
    { upToG: 31_500, cents: 1_190 },
  ]);
  expect([readBands('5 4\n2 3'), readBands('5'), readBands('')]).toEqual([WRONG, WRONG, WRONG]);
});
