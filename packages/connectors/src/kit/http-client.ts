import { connectionFailure, HttpError } from './http-error.ts';
import { type Log, noLog } from './log.ts';

export interface HttpRequest {
  method?: 'GET' | 'POST' | 'PUT';
  url: URL;
  headers?: Record<string, string>;
  body?: string | Uint8Array<ArrayBuffer>;
}

export interface HttpAnswer {
  status: number;
  headers: Headers;
  bytes: Uint8Array<ArrayBuffer>;
}

/** Sends one request; resolves on 2xx only, throws HttpError for other answers and ConnectorError when there is none. */
export type HttpClient = (request: HttpRequest) => Promise<HttpAnswer>;

/** Speaks HTTP through `fetch`; a call may take `timeoutMs` in all (default 15 s). Redirects are not followed: they would carry secrets along. */
export function httpClient(
  o: {
    fetch?: typeof fetch;
    timeoutMs?: number;
    log?: Log | undefined;
    note?: ((step: string) => void) | undefined;
  } = {},
): HttpClient {
  const { timeoutMs = 15_000, log = noLog } = o;
  const send = o.fetch ?? fetch;
  return async (request) => {
    const { method = 'GET', url, headers, body } = request;
    const label = `${method} ${url.host}${url.pathname}`;
    const answer = await exchange(() =>
      send(url, { method, headers, body, redirect: 'manual', signal: AbortSignal.timeout(timeoutMs) }),
    ).catch((error: unknown) => {
      throw connectionFailure(label, error);
    });
    o.note?.(`${label}: ${answer.status}, ${answer.bytes.length} bytes`);
    log.debug(
      { method, host: url.host, path: url.pathname, status: answer.status, requestId: requestIdOf(answer) },
      'http',
    );
    if (answer.status < 200 || answer.status > 299) throw refusal(label, answer);
    return answer;
  };
}

async function exchange(send: () => Promise<Response>): Promise<HttpAnswer> {
  const response = await send();
  return { status: response.status, headers: response.headers, bytes: new Uint8Array(await response.arrayBuffer()) };
}

function refusal(label: string, answer: HttpAnswer): HttpError {
  const body = jsonOf(answer);
  const facts = [answer.status, errorCodeOf(body), requestIdOf(answer) && `(request ${requestIdOf(answer)})`];
  return new HttpError(`${label}: ${facts.filter(Boolean).join(' ')}`, {
    status: answer.status,
    body,
    headers: answer.headers,
    retryAfter: retryAfterOf(answer.headers),
  });
}

/** The body as JSON; undefined when it is empty or something else (gateways answer HTML). */
export function jsonOf(answer: HttpAnswer): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(answer.bytes));
  } catch {
    return undefined;
  }
}

/** The error's code word, never its text: texts may repeat what was sent. */
function errorCodeOf(body: unknown): string | undefined {
  const { error, errors } = (body ?? {}) as { error?: unknown; errors?: { code?: unknown }[] };
  const code = Array.isArray(errors) ? errors[0]?.code : error;
  return typeof code === 'string' && /^[\w. -]{1,40}$/.test(code) ? code : undefined;
}

function requestIdOf(answer: HttpAnswer): string | undefined {
  const id = ['x-amzn-requestid', 'x-request-id'].map((name) => answer.headers.get(name)).find(Boolean);
  return id?.replace(/[^\w-]/g, '').slice(0, 64);
}

/** Retry-After in seconds, given as seconds or as a date. */
function retryAfterOf(headers: Headers): number | undefined {
  const value = headers.get('retry-after');
  if (!value) return undefined;
  const seconds = /^\d+$/.test(value) ? Number(value) : (Date.parse(value) - Date.now()) / 1000;
  return Number.isNaN(seconds) ? undefined : Math.max(0, Math.ceil(seconds));
}
