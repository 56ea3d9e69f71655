import { expect, test } from 'vitest';
import { businessDay } from './business-day.ts';

test('shortly before midnight UTC it is already tomorrow in Berlin', () => {
  expect(businessDay(new Date('2026-12-31T23:30:00Z'), 'Europe/Berlin')).toBe('2027-01-01');
  expect(businessDay(new Date('2026-07-01T21:59:00Z'), 'Europe/Berlin')).toBe('2026-07-01');
});
