import type { CallLimits } from '@kontor/domain/channels/call-limits.port';
import type { EntityManager } from '@mikro-orm/postgresql';

/** The database's clock, so that all workers agree; it stands still in a statement. */
const databaseClock = (): string => 'statement_timestamp()';

/** A clock by instants, for a simulation. */
export const clockOf =
  (now: () => Date): (() => string) =>
  () =>
    `'${now().toISOString()}'::timestamptz`;

/** A bucket as it stands at `at` (SQL). */
function bucketAt(at: string) {
  // Never back behind one that waited its turn.
  const now = `greatest(bucket.filled_at, ${at})`;
  // Calls left now, never more than the burst.
  const left = `least(bucket.burst, bucket.tokens + extract(epoch from ${now} - bucket.filled_at) * bucket.rate_per_second)`;
  // Below zero that many callers wait already.
  return { now, left, mayTake: `(? - ${left}) / bucket.rate_per_second <= ?` };
}

/**
 * Call limits counted in PostgreSQL, shared by every process. One statement takes a call; who would wait longer than allowed
 * takes nothing. `clock` is an SQL expression.
 */
export function sharedLimits(fork: () => EntityManager, clock = databaseClock): CallLimits {
  const rates = new Map<string, number>();
  return {
    async take(key, { ratePerSecond, burst }, maxWaitMs, cost = 1) {
      const { now, left, mayTake } = bucketAt(clock());
      const maxWait = maxWaitMs / 1_000;
      const [{ taken, tokens, rate }] = (await fork().execute(
        `insert into call_limit as bucket (key, rate_per_second, burst, tokens, filled_at, taken)
         values (?, ?, ?, ?, ${clock()}, true)
         on conflict (key) do update set
           burst = excluded.burst,
           tokens = ${left} - case when ${mayTake} then ? else 0 end,
           taken = ${mayTake},
           filled_at = ${now}
         returning taken, tokens, rate_per_second as rate`,
        [key, ratePerSecond, burst, burst - cost, cost, maxWait, cost, cost, maxWait],
      )) as [{ taken: boolean; tokens: number; rate: number }];
      rates.set(key, rate);
      if (!taken) return { retryAfter: Math.ceil((cost - tokens) / rate) };
      return { waitMs: Math.ceil(Math.max(0, -tokens / rate) * 1_000) };
    },
    async adapt(key, ratePerSecond) {
      if (rates.get(key) === ratePerSecond) return;
      const { now, left } = bucketAt(clock());
      await fork().execute(
        `update call_limit as bucket set tokens = ${left}, filled_at = ${now}, rate_per_second = ?
          where key = ? and rate_per_second <> ?`,
        [ratePerSecond, key, ratePerSecond],
      );
    },
    async exhaust(key) {
      const { now, left } = bucketAt(clock());
      await fork().execute(
        `update call_limit as bucket set tokens = least(0, ${left}), filled_at = ${now}, refused = refused + 1
          where key = ?`,
        [key],
      );
    },
  };
}
