import type { MikroORM } from '@mikro-orm/postgresql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sharedLimits } from './call-limits.ts';
import { openDatabase } from './database.ts';
import { testDatabase } from './testing.ts';

let url: string;
let one: MikroORM;
let two: MikroORM;
beforeAll(async () => {
  url = await testDatabase();
  [one, two] = await Promise.all([openDatabase(url), openDatabase(url)]);
});
afterAll(() => Promise.all([one.close(true), two.close(true)]));

const of = (orm: MikroORM) => sharedLimits(() => orm.em.fork() as never);
/** So slow that nothing grows while a test runs. */
const slow = { ratePerSecond: 0.001, burst: 5 };
const rows = (key: string) =>
  one.em.fork().execute('select tokens, rate_per_second as rate, refused from call_limit where key = ?', [key]);
/** Lets time pass for a bucket. */
const age = (key: string, seconds: number) =>
  one.em
    .fork()
    .execute('update call_limit set filled_at = filled_at - make_interval(secs => ?) where key = ?', [seconds, key]);

test('two processes never take more than the burst together', async () => {
  const turns = await Promise.all(Array.from({ length: 40 }, (_, n) => of(n % 2 ? one : two).take('a/x', slow, 0)));
  expect(turns.filter((turn) => 'waitMs' in turn)).toHaveLength(5);
  expect(turns.filter((turn) => 'retryAfter' in turn)).toHaveLength(35);
  await age('a/x', 3_100);
  const later = await Promise.all(Array.from({ length: 40 }, (_, n) => of(n % 2 ? one : two).take('a/x', slow, 0)));
  expect(later.filter((turn) => 'waitMs' in turn)).toHaveLength(3);
});

test('a process that starts anew finds what the others have left', async () => {
  for (let n = 0; n < 4; n += 1) await of(one).take('a/restart', slow, 0);
  const restarted = await openDatabase(url);
  expect(await of(restarted).take('a/restart', slow, 0)).toEqual({ waitMs: 0 });
  expect(await of(restarted).take('a/restart', slow, 0)).toHaveProperty('retryAfter');
  await restarted.close(true);
});

test('who may wait queues up, each behind the one before', async () => {
  const plan = { ratePerSecond: 0.5, burst: 1 };
  const turns = await Promise.all(
    Array.from({ length: 4 }, (_, n) => of(n % 2 ? one : two).take('a/queue', plan, 60_000)),
  );
  const waits = turns
    .map((turn) => ('waitMs' in turn ? Math.round(turn.waitMs / 1_000) : -1))
    .toSorted((a, b) => a - b);
  expect(waits).toEqual([0, 2, 4, 6]);
});

test('a refused turn takes nothing, and calls come back with time, up to the burst', async () => {
  for (let n = 0; n < 5; n += 1) await of(one).take('a/back', slow, 0);
  const refused = [await of(one).take('a/back', slow, 0), await of(two).take('a/back', slow, 0)];
  expect(refused).toEqual([{ retryAfter: expect.closeTo(1_000, -1) }, { retryAfter: expect.closeTo(1_000, -1) }]);
  await age('a/back', 1_000_000);
  const turns = await Promise.all(Array.from({ length: 7 }, () => of(two).take('a/back', slow, 0)));
  expect(turns.filter((turn) => 'waitMs' in turn)).toHaveLength(5);
});

test('another rate counts from now on; being told off leaves nothing', async () => {
  await of(one).take('a/rate', slow, 0);
  await of(two).adapt('a/rate', 0.01);
  await of(one).exhaust('a/rate');
  expect(await rows('a/rate')).toMatchObject([{ rate: 0.01, refused: 1 }]);
  expect(await of(two).take('a/rate', slow, 0)).toEqual({ retryAfter: 100 });
  await age('a/rate', 100);
  expect(await of(one).take('a/rate', slow, 0)).toEqual({ waitMs: 0 });
});

test('who is less urgent leaves calls to the others, and waits until as many have come back', async () => {
  const modest = { ...slow, keep: 2 };
  const crowd = await Promise.all(
    Array.from({ length: 20 }, (_, n) => of(n % 2 ? one : two).take('a/crowd', modest, 0)),
  );
  expect(crowd.filter((turn) => 'waitMs' in turn)).toHaveLength(3);
  expect(await of(one).take('a/crowd', modest, 0)).toEqual({ retryAfter: expect.closeTo(1_000, -1) });
  expect(await of(two).take('a/crowd', slow, 0)).toEqual({ waitMs: 0 });
  expect(await of(one).take('a/crowd', modest, 0)).toEqual({ retryAfter: expect.closeTo(2_000, -1) });
  expect(await of(one).take('a/crowd', modest, 3_000_000)).toEqual({ waitMs: expect.closeTo(2_000_000, -5) });
});
