import { expect, test } from 'vitest';
import { businessDay, localMinute } from './business-day.ts';

test('shortly before midnight UTC it is already tomorrow in Berlin', () => {
  expect(businessDay(new Date('2026-12-31T23:30:00Z'), 'Europe/Berlin')).toBe('2027-01-01');
  expect(businessDay(new Date('2026-07-01T21:59:00Z'), 'Europe/Berlin')).toBe('2026-07-01');
});

test('the wall clock follows daylight saving', () => {
  expect(localMinute(new Date('2026-11-25T13:30:59Z'), 'Europe/Berlin')).toBe('2026-11-25T14:30');
  expect(localMinute(new Date('2026-07-31T22:05:00Z'), 'Europe/Berlin')).toBe('2026-08-01T00:05');
});
