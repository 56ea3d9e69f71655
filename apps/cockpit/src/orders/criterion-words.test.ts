import { expect, test } from 'vitest';
import de from '../i18n/de.json';
import { formatsOf } from '../i18n/formats.ts';
import { messageOf } from '../i18n/message-of.ts';
import { criterionText } from './criterion-words.ts';

const text = (name: string, value: string, limit: string, passed = true) =>
  criterionText({ name, value, limit, passed }, messageOf(de), formatsOf('de', 'Europe/Berlin'));

test('shows both numbers of the comparison', () => {
  expect(text('weight', '2100 g', '31500 g')).toBe('2,1 ≤ 31,5 kg');
  expect(text('length', '1500 mm', '1200 mm', false)).toBe('150 > 120 cm');
  expect(text('stock', 'USB-C: 3', '0', false)).toBe('USB-C: 3 > 0 frei');
  expect(text('country', 'DE', 'DE AT')).toBe('DE in DE, AT');
  expect(text('level', 'express', 'express')).toBe('Express');
  expect(text('level', 'express', 'standard', false)).toBe('Express, Dienst Standard');
});
