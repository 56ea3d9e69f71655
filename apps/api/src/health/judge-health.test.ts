import { expect, test } from 'vitest';
import { judgeHealth, type Observed } from './judge-health.ts';

const part = (o: Partial<Observed> = {}): Observed => ({
  area: 'queue',
  key: 'q',
  name: 'q',
  rests: false,
  broken: false,
  waiting: 0,
  seconds: null,
  failed: 0,
  inDoubt: 0,
  lastAt: null,
  nextAt: null,
  problem: null,
  ...o,
});

test('what rests is no trouble; what is broken, failed or has a problem fails; what waits too long or is in doubt waits', () => {
  expect(judgeHealth(part())).toBe('good');
  expect(judgeHealth(part({ rests: true, failed: 3, broken: true }))).toBe('resting');
  for (const trouble of [{ broken: true }, { failed: 1 }, { problem: 'refused' }])
    expect(judgeHealth(part({ ...trouble, seconds: 9_999 }))).toBe('failing');
  expect(judgeHealth(part({ inDoubt: 1 }))).toBe('waiting');
  expect(judgeHealth(part({ waiting: 5_000, seconds: 120 }))).toBe('good');
  expect(judgeHealth(part({ waiting: 1, seconds: 121 }))).toBe('waiting');
  expect(judgeHealth(part({ area: 'channel', seconds: 121 }))).toBe('good');
});
