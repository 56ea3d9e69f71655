import { expect, test } from 'vitest';
import type { LocationQuery } from 'vue-router';
import { periodOf, queryOfList, queryOfPeriod } from './period.ts';

test('a range ends today and counts today; anything unreadable is 30 days', () => {
  expect(periodOf({ range: 'today' }, '2026-03-01')).toMatchObject({ from: '2026-03-01', until: '2026-03-01' });
  expect(periodOf({ range: '7' }, '2026-03-01')).toMatchObject({ from: '2026-02-23', until: '2026-03-01' });
  const unreadable: LocationQuery[] = [
    {},
    { range: 'x' },
    { from: '2026-03-02', until: '2026-03-01' },
    { from: 'now', until: 'then' },
  ];
  for (const query of unreadable)
    expect(periodOf(query, '2026-03-01')).toMatchObject({ range: '30', from: '2026-01-31' });
});

test('what stands in the URL is read as it was written; a list keeps its days', () => {
  const own = periodOf({ from: '2026-02-01', until: '2026-02-28', channel: 'c' }, '2026-03-01');
  expect(periodOf(queryOfPeriod(own), '2027-01-01')).toEqual(own);
  const moving = periodOf({ range: '7' }, '2026-03-01');
  expect(queryOfPeriod(moving)).toEqual({ range: '7' });
  expect(queryOfList(moving, 'held', 'remark')).toEqual({
    list: 'held',
    key: 'remark',
    from: '2026-02-23',
    until: '2026-03-01',
  });
});
