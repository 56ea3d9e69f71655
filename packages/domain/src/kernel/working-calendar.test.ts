import { expect, test } from 'vitest';
import { addWorkingDays, closedBecause, daysBetween, type WorkingCalendar } from './working-calendar.ts';

const office = (o: Partial<WorkingCalendar> = {}): WorkingCalendar => ({
  weekdays: [1, 2, 3, 4, 5],
  region: 'HH',
  closedOn: [],
  ...o,
});

test.each([
  ['a Wednesday', '2026-11-25', null],
  ['a Saturday', '2026-11-28', 'weekday'],
  ['a holiday on a Saturday', '2026-10-03', 'weekday'],
  ['Reformation Day in Hamburg', '2025-10-31', 'Reformationstag'],
  ['a movable feast', '2026-04-06', 'Ostermontag'],
] as [string, string, string | null][])('%s (%s) is closed because of %s', (_what, day, why) => {
  expect(closedBecause(office(), day)).toBe(why);
});

test('each state has holidays of its own', () => {
  const corpusChristi = '2026-06-04';
  expect(closedBecause(office(), corpusChristi)).toBeNull();
  expect(closedBecause(office({ region: 'BY' }), corpusChristi)).toBe('Fronleichnam');
  expect(closedBecause(office({ region: 'BUND' }), '2025-10-31')).toBeNull();
  expect(closedBecause(office({ region: null }), '2026-12-25')).toBeNull();
});

test('working days leave weekends, holidays and own closing days out, and say so', () => {
  expect(addWorkingDays(office(), '2026-11-25', 2)).toEqual({ day: '2026-11-27', skipped: [] });
  expect(addWorkingDays(office({ closedOn: ['2026-12-24'] }), '2026-12-23', 1)).toEqual({
    day: '2026-12-28',
    skipped: [
      { day: '2026-12-24', why: 'closed' },
      { day: '2026-12-25', why: '1. Weihnachtstag' },
      { day: '2026-12-26', why: 'weekday' },
      { day: '2026-12-27', why: 'weekday' },
    ],
  });
});

test('no working day at all: the day itself when it works, else the next', () => {
  expect(addWorkingDays(office(), '2026-11-25', 0)?.day).toBe('2026-11-25');
  expect(addWorkingDays(office(), '2026-11-28', 0)?.day).toBe('2026-11-30');
});

test('a place that never works gives no day', () => {
  expect(addWorkingDays(office({ weekdays: [] }), '2026-11-25', 1)).toBeNull();
});

test('days between dates do not care about daylight saving', () => {
  expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2);
});
