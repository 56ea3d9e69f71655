import type { CallLimits } from '@kontor/domain/channels/call-limits.port';
import type { EntityManager } from '@mikro-orm/postgresql';

/** The database's clock, so that all workers agree; it stands still in a statement, and never goes back behind one that waited its turn. */
const now = 'greatest(bucket.filled_at, statement_timestamp())';
/** Calls left now, never more than the burst. */
const left = `least(bucket.burst, bucket.tokens + extract(epoch from ${now} - bucket.filled_at) * bucket.rate_per_second)`;
/** Below zero that many callers wait already. */
const mayTake = `(1 - ${left}) / bucket.rate_per_second <= ?`;

/**
 * Call limits counted in PostgreSQL, shared by every process. One statement takes a call; who would wait longer than allowed
 * takes nothing.
 */
export function sharedLimits(fork: () => EntityManager): CallLimits {
  return {
    async take(key, { ratePerSecond, burst }, maxWaitMs) {
      const maxWait = maxWaitMs / 1_000;
      const [{ taken, tokens, rate }] = (await fork().execute(
        `insert into call_limit as bucket (key, rate_per_second, burst, tokens, filled_at, taken)
         values (?, ?, ?, ?, statement_timestamp(), true)
         on conflict (key) do update set
           burst = excluded.burst,
           tokens = ${left} - case when ${mayTake} then 1 else 0 end,
           taken = ${mayTake},
           filled_at = ${now}
         returning taken, tokens, rate_per_second as rate`,
        [key, ratePerSecond, burst, burst - 1, maxWait, maxWait],
      )) as [{ taken: boolean; tokens: number; rate: number }];
      if (!taken) return { retryAfter: Math.ceil((1 - tokens) / rate) };
      return { waitMs: Math.ceil(Math.max(0, -tokens / rate) * 1_000) };
    },
    async adapt(key, ratePerSecond) {
      await fork().execute(
        `update call_limit as bucket set tokens = ${left}, filled_at = ${now}, rate_per_second = ?
          where key = ? and rate_per_second <> ?`,
        [ratePerSecond, key, ratePerSecond],
      );
    },
    async exhaust(key) {
      await fork().execute(
        `update call_limit as bucket set tokens = least(0, ${left}), filled_at = ${now}, refused = refused + 1
          where key = ?`,
        [key],
      );
    },
  };
}
