import { usagePlans } from '@kontor/connectors/channels/amazon/usage-plans';
import { clockOf, sharedLimits } from '@kontor/platform/call-limits';
import { openDatabase } from '@kontor/platform/database';
import { simulateDay } from '../apps/worker/src/channels/simulated-day.testing.ts';
import { openBenchDatabase } from './database.ts';

const orders = 20_000;
const workers = 3;
/** The last orders of the day are shipped some hours after it. */
const hoursUntilShipped = 5;

/**
 * A day of 20,000 orders at an account with Amazon's official rates: the real connector, limits shared in PostgreSQL by three workers, on a
 * simulated clock (also the limits'), so that the day takes as long as its calls.
 */
export async function measureAmazonDay(base: string, line: (what: string, value: string) => void): Promise<void> {
  const database = await openBenchDatabase(base, 'kontor_bench_amazon');
  const opened = await Promise.all(Array.from({ length: workers }, () => openDatabase(database.url)));
  const began = performance.now();
  const { granted, refused, useful, proved } = await simulateDay({ orders, workers, hoursLong: 24 }, (clock) =>
    opened.map((orm) => sharedLimits(() => orm.em.fork() as never, clockOf(clock.now))),
  );
  const seconds = (performance.now() - began) / 1_000;
  const sum = Object.values(granted).reduce((total, calls) => total + calls, 0);
  line(`Amazon day of ${orders} orders, ${workers} workers`, `${proved} proved as shipped, in ${seconds.toFixed(0)} s`);
  for (const operation of Object.keys(granted) as (keyof typeof granted)[])
    line(`  calls of ${operation}`, `${granted[operation]} (Amazon would grant ${mostCalls(operation)})`);
  line('  avoidable 429s (must be 0)', String(refused));
  line('  useful of the granted calls (at least 95 %)', `${((100 * useful) / sum).toFixed(1)} %`);
  await Promise.all(opened.map((orm) => orm.close(true)));
  await database.close();
}

/** The ceiling: what the official rates give from the first order to the last one's proof. */
function mostCalls(operation: keyof typeof usagePlans): number {
  const [ratePerSecond, burst] = usagePlans[operation];
  return Math.floor(burst + ratePerSecond * 3_600 * (24 + hoursUntilShipped));
}

// `npm run bench amazon-day`: this part alone.
if (import.meta.main) {
  await measureAmazonDay(process.env.BENCH_DATABASE_URL!, (what, value) => console.log(`${what.padEnd(44)} ${value}`));
  process.exit(0);
}
