import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Request, Response } from 'express';
import type { World } from '../world.ts';
import { accounts, type Account } from './accounts.ts';
import { ApiError, errorAnswer, invalid, type Answer } from './answers.ts';
import { disturbedAnswer } from './disturb.ts';
import { readParameters } from './query.ts';
import type { Route } from './route.ts';
import type { Throttle } from './throttle.ts';
import type { Tokens } from './token.ts';

/** What every operation is served with. */
export interface Counter {
  world: World;
  tokens: Tokens;
  throttle: Throttle;
}

/** Serves an operation as Amazon does: authorised, throttled, validated, its errors in Amazon's form, and with the faults that are on. */
export const serveOperation =
  (counter: Counter, route: Route) =>
  async (request: Request, response: Response): Promise<void> => {
    const { world, throttle } = counter;
    const { operation } = route;
    for (const listener of world.callListeners) listener(operation);
    if (world.faults.take('droppedBefore', operation)) return void request.socket.destroy();
    const answer = disturbedAnswer(world, operation) ?? answerOf(counter, route, request);
    world.recording.keep(operation, request, answer);
    const seconds = world.faults.takeValue('slowAnswer', operation);
    if (seconds !== undefined) await pause(Number(seconds) * 1_000);
    if (world.faults.take('droppedAfter', operation)) return void request.socket.destroy();
    response.set({
      date: new Date(world.marketplaceNow()).toUTCString(),
      'x-amzn-RequestId': randomUUID(),
      'x-amzn-RateLimit-Limit': String(throttle.rate(operation)),
    });
    send(response, answer);
  };

function send(response: Response, { status, body }: Answer): void {
  response.status(status);
  if (body === null) response.end();
  else if (typeof body === 'string') response.type('html').send(body);
  else response.json(body);
}

function answerOf({ tokens, throttle }: Counter, route: Route, request: Request): Answer {
  const { operation, handle, status = 200 } = route;
  try {
    const account = authorize(tokens, request, route);
    if (!throttle.take(operation, account.sellerId))
      throw new ApiError(429, 'QuotaExceeded', 'You exceeded your quota for the requested resource.');
    const query = readParameters(operation, request.query as Record<string, string | string[]>);
    const path = request.params as Record<string, string>;
    return { status, body: handle(account, { path, query, body: readJson(request) }) };
  } catch (error) {
    return errorAnswer(error);
  }
}

/** The account that a token stands for; an operation of the application alone is served as the first one's. */
function authorize(tokens: Tokens, request: Request, { grantless = false }: Route): Account {
  const holder = tokens.holder(request.header('x-amz-access-token'));
  if (holder === 'application' && grantless) return accounts[0];
  if (typeof holder === 'object' && !grantless) return holder;
  const details = {
    foreign: 'The access token you provided was issued for another kind of operation.',
    missing: 'Access token is missing in the request header.',
    invalid: 'The access token you provided is revoked, malformed or invalid.',
    expired: 'The access token you provided has expired.',
  }[typeof holder === 'object' || holder === 'application' ? 'foreign' : holder];
  throw new ApiError(403, 'Unauthorized', 'Access to requested resource is denied.', details);
}

/** The body as JSON; undefined for none. Throws 400 for what cannot be read and 415 for another content type. */
function readJson(request: Request): unknown {
  const text = request.body as string | undefined;
  if (!text) return undefined;
  const type = request.header('content-type');
  if (type && !/^application\/json\s*(;|$)/i.test(type))
    throw new ApiError(415, 'UnsupportedMediaType', `The content type ${type} is not supported.`);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw invalid('The request body is not valid JSON.');
  }
}
