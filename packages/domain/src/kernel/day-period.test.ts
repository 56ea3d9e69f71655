import { expect, test } from 'vitest';
import { dayPeriod, lastDays } from './day-period.ts';

const zone = 'Europe/Berlin';

test('a day lies between two midnights of the company', () => {
  expect(dayPeriod('2026-11-24', zone)).toEqual({
    from: new Date('2026-11-23T23:00:00Z'),
    to: new Date('2026-11-24T23:00:00Z'),
  });
});

test('the days on which the clocks change have 25 and 23 hours', () => {
  const hours = (day: string): number => {
    const { from, to } = dayPeriod(day, zone);
    return (to.getTime() - from.getTime()) / 3_600_000;
  };
  expect([hours('2026-10-25'), hours('2027-03-28'), hours('2026-10-26')]).toEqual([25, 23, 24]);
});

test('today is the company’s today', () => {
  expect(lastDays(new Date('2026-11-24T23:30:00Z'), zone, 3)).toEqual(['2026-11-25', '2026-11-24', '2026-11-23']);
});
