import { setTimeout as delay } from 'node:timers/promises';
import type { CallLimits } from '@kontor/domain/channels/call-limits.port';
import { ConnectorError } from '@kontor/domain/kernel/connector-error';
import { type HttpClient, jsonOf } from '../../kit/http-client.ts';
import { hasStatus, type HttpError, unsent } from '../../kit/http-error.ts';
import type { AmazonConnection } from './amazon-connection.ts';
import { lwaToken } from './lwa-token.ts';
import { type Operation, planOf } from './usage-plans.ts';

export interface AmazonCall {
  path: string;
  query?: Record<string, string>;
  body?: object;
  /** A question, or a POST without a body. */
  method?: 'GET' | 'POST';
  /** Its turn was taken before. */
  hasTurn?: boolean;
}

export interface AmazonApi {
  /**
   * Calls an operation within its limit and gives its JSON (undefined for none). A refused access token is replaced once; a
   * question that fails in passing is asked again, an act never.
   */
  call(operation: Operation, call: AmazonCall): Promise<unknown>;
  /**
   * Waits for an operation's turn before what leads to it is done in vain, and leaves `keep` calls to the more urgent; throws
   * ConnectorError (busy) when that takes too long.
   */
  turn(operation: Operation, keep: number): Promise<void>;
}

export interface AmazonApiParts {
  connection: AmazonConnection;
  http: HttpClient;
  limits: CallLimits;
  now: () => Date;
  /** How long a call may wait for its turn (default 20 s). */
  maxWaitSeconds?: number | undefined;
  sleep?: ((ms: number) => Promise<unknown>) | undefined;
  random?: (() => number) | undefined;
}

const patience = 20;

/** A question is asked this often; longest pauses before the second and the third time, of which a random part is waited. */
const pausesMs = [500, 2_000];

export function amazonApi(parts: AmazonApiParts): AmazonApi {
  const ask = withToken(parts);
  const { sleep = delay, random = Math.random, maxWaitSeconds = patience } = parts;
  return {
    turn: (operation, keep) => takeTurn(parts, keyOf(parts, operation), operation, keep),
    async call(operation, call) {
      for (let attempt = 0; ; attempt += 1)
        try {
          return await ask(operation, call);
        } catch (error) {
          const pause = pausesMs[attempt];
          if (pause === undefined || methodOf(call) !== 'GET' || !isPassing(error, maxWaitSeconds)) throw error;
          await sleep(random() * pause);
        }
    },
  };
}

const keyOf = ({ connection }: AmazonApiParts, operation: Operation): string => `${connection.sellerId}/${operation}`;

/** Worth another try at once: a gateway's error, a lost connection, an unreadable page, a 429 whose next call comes soon. */
function isPassing(error: unknown, maxWaitSeconds: number): boolean {
  if (!(error instanceof ConnectorError) || !error.retryable) return false;
  if (error.busy) return hasStatus(error.cause, 429) && error.retryAfter! <= maxWaitSeconds;
  return error.retryAfter === undefined;
}

/** So long an operation that a new token did not open is taken to be denied: by a missing role, or for this order. */
const deniedMs = 5 * 60_000;

/** Gives a call its access token, and another one when Amazon refuses the first. */
function withToken(parts: AmazonApiParts): AmazonApi['call'] {
  const token = lwaToken({ ...parts.connection, http: parts.http, now: parts.now });
  const deniedUntil = new Map<Operation, number>();
  return async (operation, call) => {
    const accessToken = await tokenFor(call, token.current());
    try {
      return await send(parts, operation, accessToken, call);
    } catch (error) {
      const now = parts.now().getTime();
      if (!hasStatus(error, 401, 403) || (deniedUntil.get(operation) ?? 0) > now) throw error;
      const another = await tokenFor(call, token.instead(accessToken));
      return await send(parts, operation, another, { ...call, hasTurn: false }).catch((again: unknown) => {
        if (hasStatus(again, 401, 403)) deniedUntil.set(operation, now + deniedMs);
        throw again;
      });
    }
  };
}

/** An act whose token cannot be had was not sent. */
const tokenFor = (call: AmazonCall, token: Promise<string>): Promise<string> =>
  methodOf(call) === 'GET' ? token : token.catch(unsent);

async function send(parts: AmazonApiParts, operation: Operation, accessToken: string, call: AmazonCall) {
  const { connection, http, limits } = parts;
  const key = keyOf(parts, operation);
  if (!call.hasTurn) await takeTurn(parts, key, operation);
  try {
    const answer = await http({
      method: methodOf(call),
      url: urlOf(connection.endpoint, call),
      headers: headersOf(accessToken, call),
      body: call.body && JSON.stringify(call.body),
    });
    await adapt(limits, key, answer.headers);
    return readJson(operation, call, answer);
  } catch (error) {
    throw hasStatus(error, 429) ? await throttled(limits, key, operation, error) : error;
  }
}

/** Waits for this call's turn; throws ConnectorError (busy) when that would take too long. */
async function takeTurn(
  { limits, maxWaitSeconds = patience, sleep = delay }: AmazonApiParts,
  key: string,
  of: Operation,
  keep = 0,
) {
  const turn = await limits.take(key, { ...planOf(of), keep }, maxWaitSeconds * 1_000);
  if ('retryAfter' in turn)
    throw new ConnectorError(`${of}: limit reached`, { retryable: true, retryAfter: turn.retryAfter, busy: true });
  if (turn.waitMs > 0) await sleep(turn.waitMs);
}

/** A question always has an answer: anything that is no JSON is a gateway's page. */
function readJson(operation: Operation, call: AmazonCall, answer: Parameters<typeof jsonOf>[0]): unknown {
  const json = jsonOf(answer);
  if (json === undefined && methodOf(call) === 'GET')
    throw new ConnectorError(`Amazon ${operation}: unreadable answer`, { retryable: true });
  return json;
}

const methodOf = (call: AmazonCall): 'GET' | 'POST' => call.method ?? (call.body ? 'POST' : 'GET');

function urlOf(endpoint: string, call: AmazonCall): URL {
  const url = new URL(call.path, endpoint);
  for (const [name, value] of Object.entries(call.query ?? {})) url.searchParams.set(name, value);
  return url;
}

const headersOf = (accessToken: string, call: AmazonCall): Record<string, string> => ({
  accept: 'application/json',
  'user-agent': 'Kontor/1.0 (Language=TypeScript)',
  'x-amz-access-token': accessToken,
  ...(call.body && { 'content-type': 'application/json' }),
});

const rateIn = (headers: Headers): number => Number(headers.get('x-amzn-ratelimit-limit')) || 0;

async function adapt(limits: CallLimits, key: string, headers: Headers): Promise<void> {
  const rate = rateIn(headers);
  if (rate > 0) await limits.adapt(key, rate);
}

/** Amazon sends no Retry-After: the next call is due when its rate has given one. */
async function throttled(limits: CallLimits, key: string, operation: Operation, error: HttpError) {
  await adapt(limits, key, error.headers);
  await limits.exhaust(key);
  const rate = rateIn(error.headers) || planOf(operation).ratePerSecond;
  const retryAfter = error.retryAfter ?? Math.ceil(1 / rate);
  return new ConnectorError(error.message, { retryable: true, retryAfter, busy: true, cause: error });
}
