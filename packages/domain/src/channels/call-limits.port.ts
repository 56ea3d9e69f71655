/** How often an operation may be called: a token bucket. */
export interface CallPlan {
  ratePerSecond: number;
  burst: number;
}

/** What all workers may still call, counted in one place. A key names account and operation: 'A1SELLER/searchOrders'. */
export interface CallLimits {
  /**
   * Takes one call, or one that costs as much as `cost`; `waitMs` is how long to wait before making it. `retryAfter` (seconds): the
   * wait would be too long, nothing was taken.
   */
  take(
    key: string,
    plan: CallPlan,
    maxWaitMs: number,
    cost?: number,
  ): Promise<{ waitMs: number } | { retryAfter: number }>;
  /** The other side told its present rate. */
  adapt(key: string, ratePerSecond: number): Promise<void>;
  /** The other side says that there is no call left. */
  exhaust(key: string): Promise<void>;
}
