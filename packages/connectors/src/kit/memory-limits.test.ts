import { expect, test } from 'vitest';
import { memoryLimits } from './memory-limits.ts';

/** Limits whose clock only moves by `pass`. */
function limitsAt() {
  let at = 0;
  const limits = memoryLimits(() => new Date(at));
  return { ...limits, pass: (ms: number) => void (at += ms) };
}
const plan = { ratePerSecond: 0.5, burst: 2 };

test('the burst goes through at once, then callers queue up behind each other', async () => {
  const limits = limitsAt();
  const waits = [];
  for (let i = 0; i < 4; i += 1) waits.push(await limits.take('a/getOrder', plan, 20_000));
  expect(waits).toEqual([{ waitMs: 0 }, { waitMs: 0 }, { waitMs: 2_000 }, { waitMs: 4_000 }]);
});

test('calls come back with time, never more than the burst', async () => {
  const limits = limitsAt();
  for (let i = 0; i < 2; i += 1) await limits.take('k', plan, 0);
  limits.pass(60_000);
  expect(await limits.take('k', plan, 0)).toEqual({ waitMs: 0 });
  expect(await limits.take('k', plan, 0)).toEqual({ waitMs: 0 });
  expect(await limits.take('k', plan, 0)).toEqual({ retryAfter: 2 });
});

test('who would wait too long takes nothing', async () => {
  const limits = limitsAt();
  const slow = { ratePerSecond: 0.0056, burst: 1 };
  await limits.take('k', slow, 0);
  expect(await limits.take('k', slow, 20_000)).toEqual({ retryAfter: 179 });
  limits.pass(179_000);
  expect(await limits.take('k', slow, 0)).toEqual({ waitMs: 0 });
});

test('the rate that the other side tells replaces the plan', async () => {
  const limits = limitsAt();
  await limits.take('k', { ratePerSecond: 0.5, burst: 1 }, 0);
  await limits.adapt('k', 4);
  expect(await limits.take('k', { ratePerSecond: 0.5, burst: 1 }, 20_000)).toEqual({ waitMs: 250 });
});

test('time before another rate, and before being told off, counts as it was', async () => {
  const limits = limitsAt();
  const slow = { ratePerSecond: 0.1, burst: 2 };
  for (let i = 0; i < 2; i += 1) await limits.take('k', slow, 0);
  limits.pass(5_000);
  await limits.adapt('k', 10);
  expect(await limits.take('k', slow, 1_000)).toEqual({ waitMs: 50 });
  await limits.take('a/x', slow, 0);
  limits.pass(60_000);
  await limits.exhaust('a/x');
  expect(await limits.take('a/x', slow, 0)).toEqual({ retryAfter: 10 });
});

test('being told off empties it, and accounts do not share', async () => {
  const limits = limitsAt();
  await limits.take('a/x', plan, 0);
  await limits.exhaust('a/x');
  expect(await limits.take('a/x', plan, 0)).toEqual({ retryAfter: 2 });
  expect(await limits.take('b/x', plan, 0)).toEqual({ waitMs: 0 });
});
