import { HeaderMap } from '@apollo/server';
import type { CallLimits } from '@kontor/domain/channels/call-limits.port';
import { getOperationAST, GraphQLError, type DocumentNode, type GraphQLSchema } from 'graphql';
import { need } from './access.ts';
import type { Caller } from './context.ts';
import { assertComplexity, limits } from './limits.ts';

export interface Asked {
  document: DocumentNode;
  variables: Record<string, unknown> | undefined | null;
  operationName: string | null | undefined;
}

/** A mutation locks and writes: it costs more than what it returns. */
const mutationPoints = 10;

/**
 * What every operation passes before it runs, over HTTP and over sockets: the right to read, the limit of its size, and a tool's
 * budget, counted in PostgreSQL for all processes. Throws FORBIDDEN, QUERY_TOO_COMPLEX, RATE_LIMITED.
 */
export async function admit(schema: GraphQLSchema, budget: CallLimits, caller: Caller, asked: Asked): Promise<void> {
  const isMutation = getOperationAST(asked.document, asked.operationName)?.operation === 'mutation';
  if (!isMutation) need(caller, 'read');
  const points = assertComplexity(schema, asked.document, asked.variables, limits.complexity, asked.operationName);
  if (caller.kind !== 'token') return;
  const perMinute = caller.pointsPerMinute;
  const plan = { ratePerSecond: perMinute / 60, burst: perMinute };
  const cost = Math.min(perMinute, Math.max(1, points) + (isMutation ? mutationPoints : 0));
  const given = await budget.take(`api-token:${caller.id}`, plan, 0, cost);
  if ('retryAfter' in given) throw outOfBudget(perMinute, given.retryAfter);
}

const outOfBudget = (perMinute: number, retryAfterSeconds: number): GraphQLError =>
  new GraphQLError(
    `This token has spent its ${perMinute} points of this minute; ask again in ${retryAfterSeconds} s, for less at a time, or have its budget raised.`,
    {
      extensions: {
        code: 'RATE_LIMITED',
        retryAfterSeconds,
        http: { status: 429, headers: new HeaderMap([['retry-after', String(retryAfterSeconds)]]) },
      },
    },
  );
