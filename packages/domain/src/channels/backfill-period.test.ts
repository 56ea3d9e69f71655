import { expect, test } from 'vitest';
import { backfillPeriod } from './backfill-period.ts';

const now = new Date('2026-11-25T10:00:00Z');
const of = (from: string, to: string) => backfillPeriod(from, to, 'Europe/Berlin', now);

test('days are the company’s, the last one included, also when the clocks change', () => {
  expect(of('2026-10-25', '2026-10-25')).toEqual({
    from: new Date('2026-10-24T22:00:00Z'),
    to: new Date('2026-10-25T23:00:00Z'),
  });
});

test.each([
  ['2026-11-24', '2026-11-23', 'the end is not after the beginning'],
  ['2026-11-26', '2026-11-27', 'it has not begun yet'],
  ['2024-11-20', '2026-11-24', 'channels keep orders for two years'],
  ['2026-02-30', '2026-03-01', 'not a day'],
  ['yesterday', '2026-11-24', 'not a day'],
])('from %s to %s is refused: %s', (from, to, problem) => {
  expect(() => of(from, to)).toThrow(expect.objectContaining({ code: 'period_invalid', details: { problem } }));
});
