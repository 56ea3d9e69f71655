import { expect, test } from 'vitest';
import { bucketOf, percentile } from './durations.ts';

const counted = (seconds: number[]): Map<number, number> => {
  const counts = new Map<number, number>();
  for (const one of seconds) counts.set(bucketOf(one), (counts.get(bucketOf(one)) ?? 0) + 1);
  return counts;
};

test('a percentile out of buckets is the true one to five per cent, from a second to a year', () => {
  for (const scale of [1.5, 40, 3_600, 86_400, 31_536_000]) {
    const seconds = Array.from({ length: 1_000 }, (_, n) => scale * (0.8 + n / 1_000));
    for (const share of [0.5, 0.95]) {
      const exact = seconds.toSorted((a, b) => a - b)[Math.ceil(share * 1_000) - 1]!;
      const found = percentile(counted(seconds), share)!;
      expect(Math.abs(found - exact) / exact, `${scale} ${share}`).toBeLessThan(scale < 10 ? 0.5 : 0.055);
    }
  }
});

test('nothing counted has no percentile; a single value is every percentile; no time at all is one second', () => {
  expect(percentile(new Map(), 0.5)).toBeNull();
  expect(percentile(new Map([[3, 0]]), 0.5)).toBeNull();
  expect(percentile(counted([600]), 0.01)).toBe(percentile(counted([600]), 0.99));
  expect(percentile(counted([0, -5]), 0.5)).toBe(1);
});

test('buckets of two days can be added', () => {
  const [a, b] = [counted([10, 20, 30]), counted([1_000, 2_000])];
  const both = new Map([...a, ...[...b].map(([bucket, n]): [number, number] => [bucket, n + (a.get(bucket) ?? 0)])]);
  expect(percentile(both, 0.5)).toBe(percentile(counted([30]), 0.5));
});
