import { randomUUID } from 'node:crypto';
import express, { type Request, type Response, type Router } from 'express';
import type { World } from '../world.ts';
import { answerError, ApiError } from './answers.ts';
import { confirmShipment } from './confirm-shipment.ts';
import type { Reports } from './reports.ts';
import { getOrder, searchOrders } from './search-orders.ts';
import { Throttle, type Operation } from './throttle.ts';
import { Tokens } from './token.ts';

type Query = Record<string, string | undefined>;
type Handle = (request: Request, response: Response) => object | null | void;

/** The Selling Partner API as far as it is used now. */
export function amazonRoutes(world: World, reports: Reports): Router {
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
  router.get(
    '/reports/2021-06-30/reports',
    operation('getReports', (request) => reports.list(queryOf(request))),
  );
  router.post(
    '/reports/2021-06-30/reports',
    express.json(),
    operation('createReport', () => refuseRequest()),
  );
  router.get(
    '/reports/2021-06-30/reports/:id',
    operation('getReport', (request) => reports.get(String(request.params.id))),
  );
  router.get(
    '/reports/2021-06-30/documents/:id',
    operation('getReportDocument', (request) => reports.document(String(request.params.id))),
  );
  router.get('/files/:secret', (request, response) => {
    const bytes = reports.download(request.params.secret);
    if (bytes) response.type('application/octet-stream').end(bytes);
    else
      response
        .status(403)
        .type('application/xml')
        .end('<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>');
  });
  return router;
}

/** Wraps an operation as Amazon answers it: authorised, throttled, its errors in Amazon's form. */
const operations =
  (tokens: Tokens, throttle: Throttle) =>
  (name: Operation, handle: Handle) =>
  (request: Request, response: Response): void => {
    response.set({ 'x-amzn-RequestId': randomUUID(), 'x-amzn-RateLimit-Limit': String(throttle.rate(name)) });
    try {
      authorize(tokens, request);
      if (!throttle.take(name))
        throw new ApiError(429, 'QuotaExceeded', 'You exceeded your quota for the requested resource.');
      const answer = handle(request, response);
      if (answer) response.json(answer);
      else response.status(204).end();
    } catch (error) {
      answerError(response, error);
    }
  };

function authorize(tokens: Tokens, request: Request): void {
  const state = tokens.check(request.header('x-amz-access-token'));
  if (state === 'ok') return;
  const details = {
    missing: 'Access token is missing in the request header.',
    invalid: 'The access token you provided is revoked, malformed or invalid.',
    expired: 'The access token you provided has expired.',
  }[state];
  throw new ApiError(403, 'Unauthorized', 'Access to requested resource is denied.', details);
}

function refuseRequest(): never {
  throw new ApiError(400, 'InvalidInput', 'Report type 1118 is not allowed to be requested.');
}
