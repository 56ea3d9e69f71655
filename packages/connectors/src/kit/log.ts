/** Where a connector may write a line; pino fits. Never personal data, never bodies. */
export interface Log {
  debug(data: object, message: string): void;
  warn(data: object, message: string): void;
}

/** For callers that do not listen. */
export const noLog: Log = { debug() {}, warn() {} };
