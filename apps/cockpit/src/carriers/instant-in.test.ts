import { expect, test } from 'vitest';
import { instantIn } from './instant-in.ts';

test.each([
  ['2026-12-01T08:00', 'Europe/Berlin', '2026-12-01T07:00:00.000Z'],
  ['2026-07-01T08:00', 'Europe/Berlin', '2026-07-01T06:00:00.000Z'],
  ['2026-03-29T01:59', 'Europe/Berlin', '2026-03-29T00:59:00.000Z'],
  ['2026-03-29T03:00', 'Europe/Berlin', '2026-03-29T01:00:00.000Z'],
  ['2026-10-25T00:30', 'Europe/Berlin', '2026-10-24T22:30:00.000Z'],
  ['2026-12-01T08:00', 'Europe/London', '2026-12-01T08:00:00.000Z'],
])('%s in %s is %s', (local, timeZone, utc) => {
  expect(instantIn(local, timeZone).toISOString()).toBe(utc);
});
