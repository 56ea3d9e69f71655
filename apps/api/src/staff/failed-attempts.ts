const windowMs = 15 * 60_000;
const limit = 10;
/** Beyond it, what is forgotten is also thrown away. */
const mostKeys = 10_000;

/** Counts failed sign-ins per key within a quarter of an hour. */
export class FailedAttempts {
  readonly #failures = new Map<string, number[]>();
  readonly #now: () => number;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  isLocked(key: string): boolean {
    return this.#recent(key).length >= limit;
  }

  fail(key: string): void {
    if (this.#failures.size > mostKeys) for (const known of this.#failures.keys()) this.#recent(known);
    this.#failures.set(key, [...this.#recent(key), this.#now()]);
  }

  clear(key: string): void {
    this.#failures.delete(key);
  }

  #recent(key: string): number[] {
    const recent = (this.#failures.get(key) ?? []).filter((at) => at > this.#now() - windowMs);
    if (!recent.length) this.#failures.delete(key);
    return recent;
  }
}
