import { expect, test } from 'vitest';
import { tokenBucket } from './token-bucket.ts';

/** A bucket whose clock only moves when somebody sleeps or `pass` is called. */
function bucketAt(o: { rate: number; burst: number; maxWaitSeconds?: number }) {
  let at = 0;
  const slept: number[] = [];
  const bucket = tokenBucket({
    name: 'getOrder',
    ...o,
    now: () => new Date(at),
    sleep: async (ms) => {
      slept.push(ms);
      at += ms;
    },
  });
  return { ...bucket, slept, pass: (ms: number) => void (at += ms) };
}

test('the burst goes through at once, then one per interval', async () => {
  const bucket = bucketAt({ rate: 0.5, burst: 2 });
  for (let i = 0; i < 4; i++) await bucket.take();
  expect(bucket.slept).toEqual([2000, 2000]);
});

test('callers at the same time queue up behind each other', async () => {
  const slept: number[] = [];
  const bucket = tokenBucket({
    name: 'x',
    rate: 1,
    burst: 1,
    now: () => new Date(0),
    sleep: async (ms) => slept.push(ms),
  });
  await Promise.all([bucket.take(), bucket.take(), bucket.take()]);
  expect(slept).toEqual([1000, 2000]);
});

test('tokens come back with time, never more than the burst', async () => {
  const bucket = bucketAt({ rate: 1, burst: 3 });
  for (let i = 0; i < 3; i++) await bucket.take();
  bucket.pass(60_000);
  for (let i = 0; i < 4; i++) await bucket.take();
  expect(bucket.slept).toEqual([1000]);
});

test('nobody waits longer than allowed: the caller is told when to come again', async () => {
  const bucket = bucketAt({ rate: 0.0056, burst: 1, maxWaitSeconds: 20 });
  await bucket.take();
  await expect(bucket.take()).rejects.toMatchObject({ retryable: true, arrived: 'no', retryAfter: 179 });
  bucket.pass(179_000);
  await bucket.take();
  expect(bucket.slept).toEqual([]);
});

test('it takes over the rate the other side states', async () => {
  const bucket = bucketAt({ rate: 0.5, burst: 1 });
  bucket.adapt(4);
  await bucket.take();
  await bucket.take();
  expect(bucket.slept).toEqual([250]);
});

test('being told off empties it', async () => {
  const bucket = bucketAt({ rate: 2, burst: 10 });
  bucket.empty();
  expect(bucket.wait()).toBe(0.5);
  await bucket.take();
  expect(bucket.slept).toEqual([500]);
});
