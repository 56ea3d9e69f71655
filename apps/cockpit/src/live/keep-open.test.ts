import { expect, test } from 'vitest';
import { keepOpen } from './keep-open.ts';

test('what has failed is opened again, until it is stopped', () => {
  const waiting: (() => void)[] = [];
  const fails: (() => void)[] = [];
  let closed = 0;
  const stop = keepOpen(
    (again) => {
      fails.push(again);
      return () => void (closed += 1);
    },
    (_ms, task) => {
      waiting.push(task);
      return () => void waiting.splice(0);
    },
  );
  expect(fails).toHaveLength(1);
  fails[0]!();
  waiting.shift()!();
  expect(fails).toHaveLength(2);
  fails[1]!();
  stop();
  expect([waiting, closed]).toEqual([[], 1]);
});
