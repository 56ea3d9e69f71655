import { randomUUID } from 'node:crypto';
import { Rejection } from '@kontor/domain/kernel/rejection';
import { ResumeGap } from '@kontor/platform/follow-history';
import type { Log } from '@kontor/platform/log';
import { DriverException } from '@mikro-orm/core';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';

/** Turns what a resolver threw into what a caller may see: refusals with their code, faults masked with an id that is logged. */
export function toPublicError(log: Log): (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError {
  return (formatted, error) => {
    const cause = error instanceof GraphQLError ? (error.originalError ?? error) : error;
    if (cause instanceof Rejection) return { ...formatted, message: cause.code, extensions: rejected(cause) };
    if (cause instanceof ResumeGap)
      return {
        ...formatted,
        message: 'Reload: this cursor cannot be resumed from.',
        extensions: { code: 'RESUME_GAP' },
      };
    if (cause instanceof GraphQLError) return refused(formatted, cause);
    if (isMalformedId(cause))
      return { ...formatted, message: 'An id is not well-formed.', extensions: { code: 'BAD_USER_INPUT' } };
    const errorId = randomUUID();
    log.error({ err: cause, errorId, path: formatted.path }, 'fault in a resolver');
    return {
      message: `Something went wrong on our side (error ${errorId}).`,
      ...(formatted.path ? { path: formatted.path } : {}),
      extensions: { code: 'INTERNAL', errorId },
    };
  };
}

/** Apollo puts a code of its own over that of a validation rule; the rule's says more. */
function refused(formatted: GraphQLFormattedError, cause: GraphQLError): GraphQLFormattedError {
  const { stacktrace: _, http: __, ...extensions } = { ...formatted.extensions, ...cause.extensions };
  return { ...formatted, extensions };
}

/** PostgreSQL's invalid_text_representation: ids are the only texts of a caller that it has to read. */
const isMalformedId = (cause: unknown): boolean =>
  cause instanceof DriverException && cause.code === '22P02' && cause.message.includes('type uuid');

function rejected({ code, details }: Rejection): Record<string, unknown> {
  if (code.endsWith('_changed_meanwhile')) return { code: 'CONFLICT', rejection: code, details };
  return { code: code.endsWith('_not_found') ? 'NOT_FOUND' : 'REJECTED', rejection: code, details };
}

/** A preview: what `act` gives, or `otherwise` with the problem that made it refuse. */
export async function problemOf<T extends object>(
  act: () => T | Promise<T>,
  otherwise: T,
): Promise<T & { problem: string | null }> {
  try {
    return { ...(await act()), problem: null };
  } catch (error) {
    if (!(error instanceof Rejection)) throw error;
    return { ...otherwise, problem: String(error.details.problem ?? error.code) };
  }
}
