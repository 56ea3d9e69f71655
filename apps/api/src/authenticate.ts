import type { IncomingHttpHeaders } from 'node:http';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Caller } from './context.ts';
import { callerOfSession, callerOfToken } from './staff/sign-in.ts';

export const cookieName = 'kontor_session';

/** The session's secret out of a Cookie header. */
export const sessionSecret = (cookie: string | undefined): string | null =>
  cookie
    ?.split(';')
    .map((pair) => pair.trim().split('='))
    .find(([name]) => name === cookieName)?.[1] ?? null;

/** Who asks, by bearer token or session cookie; null for nobody. */
export async function authenticate(em: EntityManager, headers: IncomingHttpHeaders): Promise<Caller | null> {
  const token = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1];
  if (token) return callerOfToken(em, token);
  const secret = sessionSecret(headers.cookie);
  return secret ? callerOfSession(em, secret) : null;
}

/** A browser says where a request comes from; another site's requests are refused (CSRF). */
export function isSameOrigin({ headers }: { headers: IncomingHttpHeaders }): boolean {
  if (!headers.origin) return true;
  try {
    return new URL(headers.origin).host === headers.host;
  } catch {
    return false;
  }
}
