import { setTimeout as delay } from 'node:timers/promises';
import { ConnectorError } from '@kontor/domain/kernel/connector-error';

export interface TokenBucket {
  /** Waits for a token in order of asking; throws ConnectorError with retryAfter when the wait would be too long. */
  take(): Promise<void>;
  /** The other side told us its present rate, in tokens per second. */
  adapt(rate: number): void;
  /** The other side says the bucket is empty. */
  empty(): void;
  /** Seconds until a token is there. */
  wait(): number;
}

/** Keeps calls below `rate` per second after a first `burst`; nobody waits longer than `maxWaitSeconds` (default 20). */
export function tokenBucket(o: {
  name: string;
  rate: number;
  burst: number;
  maxWaitSeconds?: number;
  now?: () => Date;
  sleep?: (ms: number) => Promise<unknown>;
}): TokenBucket {
  const { now = () => new Date(), sleep = delay, maxWaitSeconds = 20 } = o;
  let rate = o.rate;
  let tokens = o.burst;
  let filledAt = now().getTime();

  function refill(): void {
    const at = now().getTime();
    tokens = Math.min(o.burst, tokens + (Math.max(0, at - filledAt) / 1000) * rate);
    filledAt = at;
  }
  // tokens may be negative: that many callers are already waiting
  const secondsToToken = (): number => Math.max(0, (1 - tokens) / rate);

  return {
    async take() {
      refill();
      const seconds = secondsToToken();
      if (seconds > maxWaitSeconds) {
        const retryAfter = Math.ceil(seconds);
        throw new ConnectorError(`${o.name}: limit reached`, { retryable: true, arrived: 'no', retryAfter });
      }
      tokens -= 1;
      if (seconds > 0) await sleep(seconds * 1000);
    },
    adapt(newRate) {
      refill();
      if (newRate > 0) rate = newRate;
    },
    empty() {
      refill();
      tokens = Math.min(tokens, 0);
    },
    wait() {
      refill();
      return secondsToToken();
    },
  };
}
