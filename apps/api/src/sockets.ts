import type { Server } from 'node:http';
import type { CallLimits } from '@kontor/domain/channels/call-limits.port';
import { newContext } from '@kontor/platform/context';
import { GraphQLError, parse, specifiedRules, validate, type GraphQLSchema } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { authenticate, isSameOrigin } from './authenticate.ts';
import { createContext, type ApiParts, type Caller } from './context.ts';
import { toPublicError } from './errors.ts';
import { admit } from './admit.ts';
import { documentRules, limits } from './limits.ts';

type Extra = Record<PropertyKey, unknown> & { caller?: Caller };

/** GraphQL over WebSocket on /graphql; nobody without session or token gets past the greeting (4403). */
export function serveSockets(
  server: Server,
  schema: GraphQLSchema,
  parts: ApiParts,
  budget: CallLimits,
): { close(): Promise<void> } {
  const sockets = new WebSocketServer({ server, path: '/graphql', maxPayload: 1 << 20 });
  const publicError = toPublicError(parts.log);
  const served = useServer<{ authorization?: string }, Extra>(
    {
      schema,
      async onConnect({ connectionParams, extra }) {
        const { request } = extra as unknown as { request: { headers: Record<string, string> } };
        const headers = {
          ...request.headers,
          ...(connectionParams?.authorization ? { authorization: connectionParams.authorization } : {}),
        };
        if (!isSameOrigin({ headers })) return false;
        const caller = await authenticate(newContext(parts, 'automation').em, headers);
        if (!caller) return false;
        extra.caller = caller;
        return true;
      },
      validate: (of, document) => validate(of, document, [...specifiedRules, ...documentRules]),
      async onSubscribe({ extra }, _id, { query, variables, operationName }) {
        try {
          const document = parse(query, { maxTokens: limits.tokens });
          await admit(schema, budget, extra.caller!, { document, variables, operationName });
          return undefined;
        } catch (error) {
          return [error instanceof GraphQLError ? error : new GraphQLError('this query cannot be read')];
        }
      },
      onError: (_ctx, _id, _message, errors) => errors.map((error) => toError(publicError, error)),
      onNext: (_ctx, _id, _message, _args, result) =>
        result.errors
          ? { ...result, errors: result.errors.map((error) => toError(publicError, error as GraphQLError)) }
          : undefined,
      context: ({ extra }) => createContext(parts, extra.caller!) as unknown as Record<string, unknown>,
    },
    sockets,
    10_000,
  );
  return {
    async close() {
      await served.dispose();
    },
  };
}

function toError(publicError: ReturnType<typeof toPublicError>, error: GraphQLError): GraphQLError {
  const { message, extensions } = publicError(error.toJSON(), error);
  return new GraphQLError(message, { extensions: extensions ?? {}, path: error.path ?? null });
}
