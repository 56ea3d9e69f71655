/**
 * The outside world failed. `retryable`: trying again can help. `arrived: 'no'` says the other side certainly did not
 * take the call (refused, 4xx, not connected); 'unknown' makes the effect in doubt.
 */
export class ConnectorError extends Error {
  override name = 'ConnectorError';
  readonly retryable: boolean;
  readonly arrived: 'no' | 'unknown';
  /** Seconds the other side asks us to wait, when it says so. */
  readonly retryAfter: number | undefined;

  constructor(
    message: string,
    o: { retryable: boolean; arrived?: 'no' | 'unknown'; retryAfter?: number; cause?: unknown },
  ) {
    super(message, { cause: o.cause });
    this.retryable = o.retryable;
    this.arrived = o.arrived ?? 'no';
    this.retryAfter = o.retryAfter;
  }
}
