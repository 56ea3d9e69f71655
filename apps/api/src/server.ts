import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import { ApolloServerPluginDrainHttpServer } from '@apollo/server/plugin/drainHttpServer';
import { expressMiddleware } from '@as-integrations/express5';
import type { CallLimits } from '@kontor/domain/channels/call-limits.port';
import { sharedLimits } from '@kontor/platform/call-limits';
import { newContext } from '@kontor/platform/context';
import type { Log } from '@kontor/platform/log';
import express, { type NextFunction, type Request, type Response } from 'express';
import { GraphQLError } from 'graphql';
import { accountingFileRoutes } from './accounting/files.routes.ts';
import { authenticate, isSameOrigin } from './authenticate.ts';
import { createContext, type ApiContext, type ApiParts, type Caller } from './context.ts';
import { documentRoutes } from './documents.routes.ts';
import { ordersFileRoutes } from './orders/orders-file.routes.ts';
import { toPublicError } from './errors.ts';
import { inboundRoutes } from './inbound.routes.ts';
import { documentRules, limits } from './limits.ts';
import { idempotency } from './idempotency.ts';
import { admit } from './admit.ts';
import { whatIsMissing } from './readiness.ts';
import { createSchema } from './schema.ts';
import { serveSockets } from './sockets.ts';
import { deliveryNoteRoutes } from './shipments/delivery-notes.routes.ts';
import { sessionRoutes } from './staff/session.routes.ts';

export interface Api {
  port: number;
  close(): Promise<void>;
}

const securityHeaders = {
  'content-security-policy':
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; frame-ancestors 'self'; base-uri 'self'; form-action 'self'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
};

/** Starts the API; throws when the port is taken. */
export async function startApi(parts: ApiParts, { host, port }: { host: string; port: number }): Promise<Api> {
  const { orm, boss, log } = parts;
  const app = express();
  app.disable('x-powered-by');
  app.use((_request, response, next) => {
    response.set(securityHeaders);
    next();
  });
  const server = http.createServer(app);
  const schema = await createSchema();
  const fork = () => newContext({ orm, boss }, 'automation').em;
  const budget = sharedLimits(fork);
  const apollo = new ApolloServer<ApiContext>({
    schema,
    introspection: true,
    // main.ts owns the signals: with both handlers the process never ends.
    stopOnTerminationSignals: false,
    validationRules: documentRules,
    parseOptions: { maxTokens: limits.tokens },
    allowBatchedHttpRequests: false,
    formatError: toPublicError(log),
    logger: log,
    plugins: [
      admission(budget),
      idempotency,
      ApolloServerPluginDrainHttpServer({ httpServer: server }),
      // Its page loads scripts from elsewhere and is open to everybody.
      ApolloServerPluginLandingPageDisabled(),
    ],
  });
  await apollo.start();

  app.get('/healthz', (_request, response) => void response.json({ ok: true }));
  app.get('/readyz', async (_request, response) => {
    const missing = await whatIsMissing(orm, boss);
    response.status(missing.length ? 503 : 200).json({ ready: !missing.length, missing });
  });
  app.use('/session', sessionRoutes(fork));
  app.use('/documents', documentRoutes(fork));
  app.use('/delivery-notes', deliveryNoteRoutes(fork));
  app.use('/exports/files', accountingFileRoutes(fork));
  app.use('/orders-file', ordersFileRoutes(fork, schema));
  app.use(
    '/inbound',
    inboundRoutes(() => newContext({ orm, boss }, 'carrier'), parts.secrets),
  );
  app.use(
    '/graphql',
    express.json({ limit: '1mb' }),
    expressMiddleware(apollo, { context: async ({ req }) => createContext(parts, await callerOf(parts, req)) }),
  );
  if (parts.staticDir) serveCockpit(app, parts.staticDir);
  app.use(answerFault(log));
  await listen(server, host, port);
  const sockets = serveSockets(server, schema, parts, budget);
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      await sockets.close();
      await apollo.stop();
    },
  };
}

async function callerOf({ orm, boss }: ApiParts, request: Request): Promise<Caller> {
  const caller = isSameOrigin(request)
    ? await authenticate(newContext({ orm, boss }, 'automation').em, request.headers)
    : null;
  if (caller) return caller;
  throw new GraphQLError('Sign in, or send a valid API token: authorization: Bearer <token>.', {
    extensions: { code: 'UNAUTHENTICATED', http: { status: 401 } },
  });
}

/** Each operation is admitted before it runs. */
const admission = (budget: CallLimits): ApolloServerPlugin<ApiContext> => ({
  async requestDidStart() {
    return {
      async didResolveOperation({ document, request, schema, contextValue }) {
        const { variables, operationName } = request;
        await admit(schema, budget, contextValue.caller, { document, variables, operationName });
      },
    };
  },
});

/** The cockpit's files; unknown paths are routes of the cockpit. */
function serveCockpit(app: express.Express, dir: string): void {
  app.use('/assets', express.static(path.join(dir, 'assets'), { immutable: true, maxAge: '1y', fallthrough: false }));
  app.use(express.static(dir, { index: false }));
  app.use((request, response, next) => {
    if (request.method !== 'GET' || path.extname(request.path)) return next();
    response.set('cache-control', 'no-cache').sendFile('index.html', { root: dir });
  });
}

const words: Record<number, string> = { 404: 'not found', 413: 'too large' };

/** Express knows an error handler by its four parameters. */
const answerFault =
  (log: Log) =>
  (error: unknown, _request: Request, response: Response, next: NextFunction): void => {
    if (response.headersSent) return next(error);
    const status = error instanceof Error && 'status' in error ? Number(error.status) : 500;
    if (status >= 500) log.error({ err: error }, 'fault in a route');
    response
      .status(status)
      .json({ error: words[status] ?? (status >= 500 ? 'something went wrong on our side' : 'bad request') });
  };

function listen(server: http.Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = `Port ${port} is taken. Stop what listens there, or choose another with PORT.`;
      reject(error.code === 'EADDRINUSE' ? new Error(taken) : error);
    });
    server.listen(port, host, resolve);
  });
}
