import type { CombinedError } from '@urql/core';

/** What a failed request means for the page; `code` is the rejection's or the error's own code. */
export interface Problem {
  kind: 'network' | 'conflict' | 'rejected' | 'not_found' | 'signed_out' | 'server';
  code: string;
  message: string;
  /** What a rejection tells besides its code. */
  details?: unknown;
}

const KINDS: Record<string, Problem['kind']> = {
  CONFLICT: 'conflict',
  REJECTED: 'rejected',
  NOT_FOUND: 'not_found',
  UNAUTHENTICATED: 'signed_out',
};

/** Reads the GraphQL error codes of the API out of urql's error. */
export function problemOf(error: CombinedError | undefined | null): Problem | undefined {
  if (!error) return undefined;
  if (error.networkError && error.graphQLErrors.length === 0)
    return { kind: 'network', code: 'NETWORK', message: error.networkError.message };
  const first = error.graphQLErrors[0];
  const given = first?.extensions?.code;
  const code = typeof given === 'string' ? given : 'INTERNAL';
  const rejection = first?.extensions?.rejection;
  if (typeof rejection === 'string' && rejection.endsWith('_changed_meanwhile'))
    return { kind: 'conflict', code: rejection, message: first!.message };
  return {
    kind: KINDS[code] ?? 'server',
    code: typeof rejection === 'string' ? rejection : code,
    message: first?.message ?? error.message,
    ...(first?.extensions?.details ? { details: first.extensions.details } : {}),
  };
}
