import { expect, test } from 'vitest';
import { isLate, queueFilter, snoozeTimes, viewOf } from './queue.ts';

test('what is put off or done is not in the queue', () => {
  expect(queueFilter('all')).toEqual({ status: 'open', snoozed: false });
  expect(queueFilter('mine')).toMatchObject({ mine: true });
  expect(queueFilter('team')).toMatchObject({ team: true });
  expect([viewOf('mine'), viewOf('nonsense'), viewOf(undefined)]).toEqual(['mine', 'all', 'all']);
});

test('only open tickets are late', () => {
  const now = Date.parse('2026-11-25T10:00:00Z');
  const dueAt = '2026-11-25T09:59:00Z';
  expect([isLate({ status: 'open', dueAt }, now), isLate({ status: 'closed', dueAt }, now)]).toEqual([true, false]);
  expect(isLate({ status: 'open', dueAt: null }, now)).toBe(false);
});

test.each([
  ['2026-11-25T10:00:00', '2026-11-30'],
  ['2026-11-29T10:00:00', '2026-11-30'],
  ['2026-11-30T10:00:00', '2026-12-07'],
])('from %s the next Monday is %s', (now, monday) => {
  const { until } = snoozeTimes(new Date(now)).find(({ key }) => key === 'monday')!;
  expect([until.getDay(), until.getHours()]).toEqual([1, 8]);
  expect(
    `${until.getFullYear()}-${String(until.getMonth() + 1).padStart(2, '0')}-${String(until.getDate()).padStart(2, '0')}`,
  ).toBe(monday);
});
