import { expect, test } from 'vitest';
import { formatsOf } from './formats.ts';

const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ');
const de = formatsOf('de', 'Europe/Berlin');
const en = formatsOf('en', 'Europe/Berlin');

test('money comes in minor units of its currency', () => {
  expect(plain(de.money({ amount: 123_456, currency: 'EUR' }))).toBe('1.234,56 €');
  expect(plain(en.money({ amount: -5, currency: 'GBP' }))).toBe('-£0.05');
  expect(plain(en.money({ amount: 500, currency: 'JPY' }))).toBe('JP¥500');
});

test('times are shown in the merchant\u2019s zone, summer and winter', () => {
  expect(de.dateTime('2026-11-23T23:30:00Z')).toBe('24.11.2026, 00:30');
  expect(de.listTime('2026-07-01T08:00:00Z')).toBe('01.07., 10:00');
  expect(en.listTime('2026-11-23T09:00:00Z')).toBe('23/11, 10:00');
});

test('a calendar day stays that day', () => {
  expect(de.day('2026-11-24')).toBe('24.11.2026');
  expect(en.day('2026-11-24')).toBe('24/11/2026');
});

test('ages in minutes, hours, days', () => {
  const now = Date.parse('2026-11-24T12:00:00Z');
  expect(de.age('2026-11-24T11:59:50Z', now)).toBe('jetzt');
  expect(de.age('2026-11-24T11:18:00Z', now)).toBe('vor 42 Min.');
  expect(de.age('2026-11-24T09:00:00Z', now)).toBe('vor 3 Std.');
  expect(en.age('2026-11-20T12:00:00Z', now)).toBe('4 days ago');
  expect(de.age('2026-11-24T14:00:00Z', now)).toBe('in 2 Std.');
});

test('a day is as old as the merchant’s calendar says, whatever the hour', () => {
  for (const hour of ['2026-11-23T23:30:00Z', '2026-11-24T22:30:00Z']) {
    expect(de.daysAgo('2026-11-24', Date.parse(hour))).toBe('heute');
    expect(de.daysAgo('2026-11-23', Date.parse(hour))).toBe('gestern');
    expect(en.daysAgo('2026-10-20', Date.parse(hour))).toBe('35 days ago');
  }
});

test('weights and sizes in the units people read', () => {
  expect(de.weight(2100)).toBe('2,1 kg');
  expect(en.size([1200, 600, 55])).toBe('120 × 60 × 5.5 cm');
});
