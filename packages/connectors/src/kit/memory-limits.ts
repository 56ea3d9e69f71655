import type { CallLimits, CallPlan } from '@kontor/domain/channels/call-limits.port';

interface Bucket {
  rate: number;
  burst: number;
  tokens: number;
  filledAt: number;
}

/** Call limits counted in this process alone: for tests, and where only one process calls. */
export function memoryLimits(now: () => Date = () => new Date()): CallLimits {
  const buckets = new Map<string, Bucket>();

  function opened(key: string, { ratePerSecond: rate, burst }: CallPlan): Bucket {
    const bucket = buckets.get(key) ?? { rate, burst, tokens: burst, filledAt: now().getTime() };
    buckets.set(key, Object.assign(bucket, { burst }));
    return filled(bucket);
  }

  function filled(bucket: Bucket): Bucket {
    const at = now().getTime();
    const grown = bucket.tokens + (Math.max(0, at - bucket.filledAt) / 1_000) * bucket.rate;
    return Object.assign(bucket, { tokens: Math.min(bucket.burst, grown), filledAt: at });
  }

  return {
    async take(key, plan, maxWaitMs, cost = 1) {
      const bucket = opened(key, plan);
      const { keep = 0 } = plan;
      // Below zero that many callers wait already.
      const waitMs = Math.max(0, ((cost + keep - bucket.tokens) / bucket.rate) * 1_000);
      if (waitMs > maxWaitMs) return { retryAfter: Math.ceil(waitMs / 1_000) };
      bucket.tokens -= cost;
      return { waitMs: Math.ceil(waitMs) };
    },
    async adapt(key, ratePerSecond) {
      const bucket = buckets.get(key);
      if (bucket) filled(bucket).rate = ratePerSecond;
    },
    async exhaust(key) {
      const bucket = buckets.get(key);
      if (bucket) bucket.tokens = Math.min(filled(bucket).tokens, 0);
    },
  };
}
