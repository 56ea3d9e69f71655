import type { World } from '../world.ts';
import { rates, type Operation } from './operations.ts';

interface Bucket {
  tokens: number;
  at: number;
}

/** A token bucket per seller and operation, as Amazon counts; time runs SPEED times faster here. */
export class Throttle {
  readonly #buckets = new Map<string, Bucket>();
  readonly #world: World;
  readonly #now: () => number;

  constructor(world: World, now: () => number = Date.now) {
    this.#world = world;
    this.#now = now;
  }

  /** Calls per second that are granted now. */
  rate(operation: Operation): number {
    return rates[operation][0] * this.#world.settings.SANDBOX_SPEED;
  }

  /** Takes a token; false when the caller is too fast. */
  take(operation: Operation, sellerId: string): boolean {
    const key = `${sellerId}/${operation}`;
    const burst = rates[operation][1];
    const bucket = this.#buckets.get(key) ?? { tokens: burst, at: this.#now() };
    const tokens = Math.min(burst, bucket.tokens + ((this.#now() - bucket.at) / 1_000) * this.rate(operation));
    const granted = tokens >= 1 && !this.#world.faults.take('throttleAll', operation);
    this.#buckets.set(key, { tokens: granted ? tokens - 1 : tokens, at: this.#now() });
    if (!granted) this.#world.throttled.set(operation, (this.#world.throttled.get(operation) ?? 0) + 1);
    return granted;
  }
}
