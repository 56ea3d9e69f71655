import { createHash } from 'node:crypto';
import { HeaderMap, type ApolloServerPlugin, type GraphQLResponse } from '@apollo/server';
import { GraphQLError } from 'graphql';
import type { ApiContext } from './context.ts';

type Answer = Extract<GraphQLResponse['body'], { kind: 'single' }>['singleResult'];
interface Known {
  requestHash: string;
  answer: string | null;
}

/**
 * A mutation sent with the header `Idempotency-Key` happens once per caller and key within 24 hours: sent again, it gets the answer
 * of the first time (draft-ietf-httpapi-idempotency-key-header). Where the first has no answer, nobody knows what it did, and it is
 * not repeated.
 */
export const idempotency: ApolloServerPlugin<ApiContext> = {
  async requestDidStart({ request }) {
    const key = request.http?.headers.get('idempotency-key');
    if (!key) return {};
    let known: Answer | null = null;
    let isFirst = false;
    return {
      async didResolveOperation({ operation, contextValue }) {
        if (operation?.operation !== 'mutation') return;
        if (key.length > 255) throw refused(400, 'BAD_USER_INPUT', 'An idempotency key has 255 characters at most.');
        const requestHash = hashOf([request.query, request.variables ?? {}, request.operationName ?? null]);
        const before = await claim(contextValue, key, requestHash);
        isFirst = !before;
        if (before) known = answerOf(contextValue, before, requestHash);
      },
      async responseForOperation() {
        if (!known) return null;
        const http = { status: undefined, headers: new HeaderMap([['idempotent-replayed', 'true']]) };
        return { http, body: { kind: 'single', singleResult: known } };
      },
      async willSendResponse({ contextValue, response }) {
        if (isFirst && response.body.kind === 'single') await keep(contextValue, key, response.body.singleResult);
      },
    };
  },
};

const hashOf = (request: unknown): string => createHash('sha256').update(JSON.stringify(request)).digest('hex');
const idOf = ({ caller }: ApiContext): string => `${caller.kind}:${caller.id}`;

/** Null when this request is the first with its key. */
async function claim(context: ApiContext, key: string, requestHash: string): Promise<Known | null> {
  const { em, now } = context.ctx;
  const yesterday = new Date(now().getTime() - 24 * 3_600_000);
  await em.execute('delete from idempotency_key where created_at < ?', [yesterday]);
  const claimed = (await em.execute(
    `insert into idempotency_key (caller, key, request_hash, created_at) values (?, ?, ?, ?)
     on conflict do nothing returning key`,
    [idOf(context), key, requestHash, now()],
  )) as unknown[];
  if (claimed.length) return null;
  const [known] = (await em.execute(
    `select request_hash as "requestHash", answer from idempotency_key where caller = ? and key = ?`,
    [idOf(context), key],
  )) as Known[];
  return known ?? null;
}

function answerOf({ secrets }: ApiContext, { requestHash, answer }: Known, asked: string): Answer {
  if (requestHash !== asked)
    throw refused(422, 'IDEMPOTENCY_KEY_REUSED', 'This idempotency key belongs to another request; choose a new one.');
  if (answer === null)
    throw refused(
      409,
      'IDEMPOTENCY_KEY_IN_USE',
      'The first request with this key has not been answered. Wait; if it never is, look at what it changed before you send a new one.',
    );
  return JSON.parse(secrets.open(answer)) as Answer;
}

/** What failed on our side was rolled back and may be sent again; everything else is the answer to this key. */
async function keep(context: ApiContext, key: string, answer: Answer): Promise<void> {
  const { em } = context.ctx;
  const failed = answer.errors?.some(({ extensions }) => extensions?.code === 'INTERNAL');
  const [sql, params] = failed
    ? ['delete from idempotency_key where caller = ? and key = ?', []]
    : [
        'update idempotency_key set answer = ? where caller = ? and key = ?',
        [context.secrets.seal(JSON.stringify(answer))],
      ];
  await em.execute(sql as string, [...(params as string[]), idOf(context), key]);
}

const refused = (status: number, code: string, message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code, http: { status } } });
