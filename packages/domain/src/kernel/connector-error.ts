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
  /** Our own limit held the call back: nothing was tried, so no attempt is burnt. */
  readonly busy: boolean;

  constructor(
    message: string,
    o: {
      retryable: boolean;
      arrived?: 'no' | 'unknown' | undefined;
      retryAfter?: number | undefined;
      busy?: boolean | undefined;
      cause?: unknown;
    },
  ) {
    super(message, { cause: o.cause });
    this.retryable = o.retryable;
    this.arrived = o.arrived ?? 'no';
    this.retryAfter = o.retryAfter;
    this.busy = o.busy ?? false;
  }
}
