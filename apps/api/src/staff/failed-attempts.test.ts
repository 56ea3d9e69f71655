import { expect, test } from 'vitest';
import { FailedAttempts } from './failed-attempts.ts';

test('the tenth failure locks, a quarter of an hour later it is forgotten', () => {
  let now = 0;
  const attempts = new FailedAttempts(() => now);
  for (let count = 0; count < 10; count += 1) {
    expect(attempts.isLocked('a')).toBe(false);
    attempts.fail('a');
  }
  expect([attempts.isLocked('a'), attempts.isLocked('b')]).toEqual([true, false]);
  now = 15 * 60_000 + 1;
  expect(attempts.isLocked('a')).toBe(false);
});
