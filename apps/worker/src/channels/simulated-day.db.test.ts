import { clockOf, sharedLimits } from '@kontor/platform/call-limits';
import { openDatabase } from '@kontor/platform/database';
import { testDatabase } from '@kontor/platform/testing';
import { expect, test } from 'vitest';
import { simulateDay } from './simulated-day.testing.ts';

// channels.md § 10, pitfall 6; field.md 11
test('several workers that share their limits are never refused by Amazon, and nearly every call they spend brings news', async () => {
  const url = await testDatabase();
  const databases = await Promise.all([1, 2, 3].map(() => openDatabase(url)));
  const day = await simulateDay({ orders: 600, workers: 3, hoursLong: 1 }, (clock) =>
    databases.map((orm) => sharedLimits(() => orm.em.fork() as never, clockOf(clock.now))),
  );
  await Promise.all(databases.map((orm) => orm.close(true)));
  const granted = Object.values(day.granted).reduce((sum, calls) => sum + calls, 0);
  expect(day).toMatchObject({ refused: 0, proved: 600 });
  expect(day.granted.confirmShipment).toBe(600);
  expect(day.useful / granted).toBeGreaterThanOrEqual(0.95);
});
