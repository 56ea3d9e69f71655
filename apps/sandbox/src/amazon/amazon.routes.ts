import express, { type ErrorRequestHandler, type RequestHandler, type Router } from 'express';
import type { World } from '../world.ts';
import { ApiError, errorAnswer, invalid } from './answers.ts';
import type { Route } from './route.ts';
import { serveOperation } from './serve-operation.ts';
import { Throttle } from './throttle.ts';
import { Tokens } from './token.ts';

const families = [
  '/orders/v0',
  '/orders/2026-01-01',
  '/feeds',
  '/reports',
  '/finances',
  '/notifications',
  '/solicitations',
];

/** The Selling Partner API as far as it is used now; what it does not know is answered in Amazon's form too. */
export function amazonRoutes(world: World, routes: Route[]): Router {
  const tokens = new Tokens(world);
  const router = express.Router();
  router.post('/auth/o2/token', express.urlencoded({ extended: false }), (request, response) =>
    tokens.answer(request, response),
  );
  const counter = { world, tokens, throttle: new Throttle(world) };
  const body = express.text({ type: () => true, limit: '256kb' });
  for (const route of routes) router[route.method](route.path, body, serveOperation(counter, route));
  router.use(families, unknown, unreadable);
  return router;
}

const unknown: RequestHandler = (_request, response) => {
  const { status, body } = errorAnswer(new ApiError(404, 'NotFound', 'Resource not found.'));
  response.status(status).json(body);
};

/** A body that is too long, or that no reader takes. */
const unreadable: ErrorRequestHandler = (error: { type?: string }, _request, response, _next) => {
  const isTooLong = error.type === 'entity.too.large';
  const { status, body } = errorAnswer(
    isTooLong
      ? new ApiError(413, 'RequestTooLarge', 'The request size exceeded the maximum accepted size.')
      : invalid('The request cannot be read.'),
  );
  response.status(status).json(body);
};
