import { clockOf, sharedLimits } from '@kontor/platform/call-limits';
import { openDatabase } from '@kontor/platform/database';
import { simulateDay } from '../apps/worker/src/channels/simulated-day.testing.ts';
import { openBenchDatabase } from './database.ts';

const orders = 20_000;
const workers = 3;

/**
 * A day of 20,000 orders at an account with Amazon's official rates: the real connector, limits shared in PostgreSQL by three workers, on a
 * simulated clock (also the limits'), so that the day takes as long as its calls.
 */
export async function measureAmazonDay(base: string, line: (what: string, value: string) => void): Promise<void> {
  const database = await openBenchDatabase(base, 'kontor_bench_amazon');
  const opened = await Promise.all(Array.from({ length: workers }, () => openDatabase(database.url)));
  const began = performance.now();
  const { granted, refused, useful } = await simulateDay({ orders, workers, hoursLong: 24 }, (clock) =>
    opened.map((orm) => sharedLimits(() => orm.em.fork() as never, clockOf(clock.now))),
  );
  const seconds = (performance.now() - began) / 1_000;
  const sum = Object.values(granted).reduce((total, calls) => total + calls, 0);
  line(`Amazon day of ${orders} orders, ${workers} workers`, `${seconds.toFixed(0)} s`);
  line(
    '  calls granted',
    `${sum} (${Object.entries(granted)
      .map(([of, calls]) => `${of} ${calls}`)
      .join(', ')})`,
  );
  line('  avoidable 429s', String(refused));
  line('  useful', `${((100 * useful) / sum).toFixed(1)} %`);
  await Promise.all(opened.map((orm) => orm.close(true)));
  await database.close();
}
