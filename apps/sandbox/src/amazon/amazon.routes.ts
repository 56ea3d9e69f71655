import { randomUUID } from 'node:crypto';
import express, { type Request, type Response, type Router } from 'express';
import type { World } from '../world.ts';
import { accounts } from './accounts.ts';
import { answerError, ApiError } from './answers.ts';
import { confirmShipment } from './confirm-shipment.ts';
import type { Route } from './route.ts';
import { getOrder, searchOrders } from './search-orders.ts';
import type { StoredFiles } from './stored-files.ts';
import { Throttle, type Operation } from './throttle.ts';
import { Tokens } from './token.ts';

type Query = Record<string, string | undefined>;
type Handle = (request: Request, response: Response) => object | null | void;

/** The Selling Partner API as far as it is used now. */
export function amazonRoutes(world: World, files: StoredFiles, routes: Route[]): Router {
  const tokens = new Tokens(world);
  const router = express.Router();
  router.post('/auth/o2/token', express.urlencoded({ extended: false }), (request, response) =>
    tokens.answer(request, response),
  );

  const operation = operations(tokens, new Throttle(world));
  const queryOf = (request: Request): Query => request.query as Query;

  router.get(
    '/orders/2026-01-01/orders',
    operation('searchOrders', (request) => searchOrders(world, queryOf(request))),
  );
  router.get(
    '/orders/2026-01-01/orders/:id',
    operation('getOrder', (request) => getOrder(world, String(request.params.id), queryOf(request))),
  );
  router.post(
    '/orders/v0/orders/:id/shipmentConfirmation',
    express.json({ limit: '256kb' }),
    operation('confirmShipment', (request) => void confirmShipment(world, String(request.params.id), request.body)),
  );
  for (const { operation: name, method, path, status, grantless, handle } of routes)
    router[method](
      path,
      express.json({ limit: '256kb' }),
      operation(
        name,
        (request) =>
          handle(accounts[0], {
            path: request.params as Record<string, string>,
            query: queryOf(request),
            body: request.body as unknown,
          }),
        { status, grantless },
      ),
    );
  router.get('/files/:secret', (request, response) => {
    const bytes = files.read(request.params.secret);
    if (bytes) response.type('application/octet-stream').end(bytes);
    else
      response
        .status(403)
        .type('application/xml')
        .end('<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>');
  });
  router.put('/files/:secret', express.raw({ type: () => true, limit: '20mb' }), (request, response) => {
    const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const result = files.take(request.params.secret!, request.header('content-type'), bytes);
    if (result === 'stored') return void response.status(200).end();
    const [code, message] =
      result === 'expired'
        ? ['AccessDenied', 'Request has expired']
        : ['SignatureDoesNotMatch', 'The request signature we calculated does not match the signature you provided.'];
    response
      .status(403)
      .type('application/xml')
      .end(`<Error><Code>${code}</Code><Message>${message}</Message></Error>`);
  });
  return router;
}

/** Wraps an operation as Amazon answers it: authorised, throttled, its errors in Amazon's form. */
const operations =
  (tokens: Tokens, throttle: Throttle) =>
  (name: Operation, handle: Handle, { status = 200, grantless = false }: Pick<Route, 'status' | 'grantless'> = {}) =>
  (request: Request, response: Response): void => {
    response.set({ 'x-amzn-RequestId': randomUUID(), 'x-amzn-RateLimit-Limit': String(throttle.rate(name)) });
    try {
      authorize(tokens, request, grantless);
      if (!throttle.take(name))
        throw new ApiError(429, 'QuotaExceeded', 'You exceeded your quota for the requested resource.');
      const answer = handle(request, response);
      if (answer) response.status(status).json(answer);
      else response.status(204).end();
    } catch (error) {
      answerError(response, error);
    }
  };

function authorize(tokens: Tokens, request: Request, grantless: boolean): void {
  const token = request.header('x-amz-access-token');
  const known = tokens.check(token);
  const state = known === 'ok' && tokens.isGrantless(token) !== grantless ? 'foreign' : known;
  if (state === 'ok') return;
  const details = {
    foreign: 'The access token you provided was issued for another kind of operation.',
    missing: 'Access token is missing in the request header.',
    invalid: 'The access token you provided is revoked, malformed or invalid.',
    expired: 'The access token you provided has expired.',
  }[state];
  throw new ApiError(403, 'Unauthorized', 'Access to requested resource is denied.', details);
}
