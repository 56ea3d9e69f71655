import { formatDocument, stringifyDocument, type TypedDocumentNode } from '@urql/core';
import type { GraphQLError } from 'graphql';
import type { Client } from 'graphql-ws';
import type { Sink } from './resume.ts';

type Answer<R> = { data?: R | null; errors?: readonly GraphQLError[] };

const isGap = (errors: readonly GraphQLError[]) =>
  errors.some((error) => error.extensions?.code === 'RESUME_GAP' || error.message.includes('RESUME_GAP'));

/** Opens a `…(since: …)` subscription on the socket, one try long. */
export function subscribeSince<R, T>(
  socket: () => Client,
  document: TypedDocumentNode<R, { since?: string | null }>,
  itemOf: (data: R) => T,
) {
  const query = stringifyDocument(formatDocument(document)); // with __typename, which the page cache needs
  return (since: string | undefined, sink: Sink<T>) => {
    const fail = (errors: readonly GraphQLError[]) => (isGap(errors) ? sink.gap() : sink.over());
    return socket().subscribe<R>(
      { query, variables: { since: since ?? null } },
      {
        next(answer) {
          const { data, errors } = answer as Answer<R>;
          if (data) sink.item(itemOf(data));
          else if (errors) fail(errors);
        },
        error: (reason) => (Array.isArray(reason) ? fail(reason as GraphQLError[]) : sink.over()),
        complete: () => sink.over(),
      },
    );
  };
}
