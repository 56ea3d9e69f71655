import { ConnectorError } from '@kontor/domain/kernel/connector-error';

/** The other side answered, but not with success. `body` is the parsed JSON, undefined when there was none. */
export class HttpError extends ConnectorError {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Headers;

  constructor(message: string, o: { status: number; body: unknown; headers: Headers; retryAfter?: number }) {
    super(message, { retryable: isRetryable(o.status), arrived: o.status >= 500 ? 'unknown' : 'no', ...o });
    this.status = o.status;
    this.body = o.body;
    this.headers = o.headers;
  }
}

const isRetryable = (status: number): boolean => status >= 500 || [408, 425, 429].includes(status);

/** True when `error` is an answer with one of these statuses. */
export function hasStatus(error: unknown, ...statuses: number[]): error is HttpError {
  return error instanceof HttpError && statuses.includes(error.status);
}

/** For a step before an act (its token, its document): however it failed, the act itself was not sent. */
export function unsent(error: unknown): never {
  if (!(error instanceof ConnectorError) || error.arrived === 'no') throw error;
  const { message, retryable, retryAfter, busy } = error;
  throw new ConnectorError(message, { retryable, retryAfter, busy, arrived: 'no', cause: error });
}

/** Codes of failures that happen before a request leaves. */
const neverSent = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'CERT_HAS_EXPIRED',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/** The innermost code of a failed connection: 'ECONNREFUSED', 'UND_ERR_SOCKET', 'TimeoutError'. */
export function failureCode(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown failure';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return error.cause instanceof Error ? failureCode(error.cause) : error.name;
}

/** A call that got no answer: refused connections did not arrive, lost ones may have. */
export function connectionFailure(label: string, error: unknown): ConnectorError {
  if (error instanceof ConnectorError) return error;
  const code = failureCode(error);
  const arrived = neverSent.has(code) ? 'no' : 'unknown';
  return new ConnectorError(`${label}: ${code}`, { retryable: true, arrived, cause: error });
}
