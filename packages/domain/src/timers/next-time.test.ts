import { expect, test } from 'vitest';
import { cronProblem, nextTime, nextTimes } from './next-time.ts';

const zone = 'Europe/Berlin';
const at = (text: string): Date => new Date(text);

test('an interval counts from now', () => {
  expect(nextTime({ everySeconds: 90, cron: null }, at('2026-11-24T10:00:00Z'), zone)).toEqual(
    at('2026-11-24T10:01:30Z'),
  );
});

test('a cron expression counts in the company’s time, also when the clocks change', () => {
  const sevenDaily = { everySeconds: 60, cron: '0 7 * * *' };
  expect(nextTime(sevenDaily, at('2026-11-24T10:00:00Z'), zone)).toEqual(at('2026-11-25T06:00:00Z'));
  // Summer time ends on 25 October 2026 and begins on 28 March 2027.
  expect(nextTime(sevenDaily, at('2026-10-24T06:00:00Z'), zone)).toEqual(at('2026-10-25T06:00:00Z'));
  expect(nextTime(sevenDaily, at('2027-03-27T12:00:00Z'), zone)).toEqual(at('2027-03-28T05:00:00Z'));
});

test('a rhythm tells its next times', () => {
  const weekdays = { everySeconds: 60, cron: '0 7 * * 1-5' };
  expect(nextTimes(weekdays, at('2026-11-27T06:00:00Z'), zone, 3)).toEqual(
    ['2026-11-27', '2026-11-30', '2026-12-01'].map((day) => at(`${day}T06:00:00Z`)),
  );
});

test.each(['*/15 * * * *', '0 7 * * 1-5', '0 0 1 * *'])('%s is fine', (cron) => {
  expect(cronProblem(cron, zone, at('2026-11-24T10:00:00Z'))).toBeNull();
});

test.each([
  ['0 7 * *', /fields|parts/],
  ['61 * * * *', /61|range|minute/i],
  ['* * * * * *', /fields|parts|mode/i],
  ['0 0 31 2 *', /never/],
])('%s is not', (cron, problem) => {
  expect(cronProblem(cron, zone, at('2026-11-24T10:00:00Z'))).toMatch(problem);
});
