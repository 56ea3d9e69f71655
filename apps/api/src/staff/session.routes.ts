import { Company } from '@kontor/domain/company/company.entity';
import type { EntityManager } from '@mikro-orm/postgresql';
import express, { type Request, type Response, type Router } from 'express';
import { z } from 'zod';
import { authenticate, cookieName, isSameOrigin, sessionSecret } from '../authenticate.ts';
import { FailedAttempts } from './failed-attempts.ts';
import { checkPassword, closeSession, openSession } from './sign-in.ts';

const credentials = z.object({ email: z.string().max(320), password: z.string().max(1_024) });

/** Sign-in, who am I, sign-out: POST, GET, DELETE /session. */
export function sessionRoutes(fork: () => EntityManager): Router {
  const attempts = new FailedAttempts();
  const router = express.Router();
  router.use(express.json({ limit: '10kb' }));
  router.use((request, response, next) =>
    isSameOrigin(request) ? next() : void response.status(403).json({ error: 'wrong_origin' }),
  );
  router.post('/', (request, response) => signIn(fork(), attempts, request, response));
  router.get('/', async (request, response) => {
    const caller = await authenticate(fork(), request.headers);
    if (caller?.kind !== 'staff') return void response.status(401).json({ error: 'not_signed_in' });
    const { kind: _, rights: __, ...staff } = caller;
    response.json({ staff, timeZone: await timeZoneOf(fork()) });
  });
  router.delete('/', async (request, response) => {
    const secret = sessionSecret(request.headers.cookie);
    if (secret) await closeSession(fork(), secret);
    response.clearCookie(cookieName).status(204).end();
  });
  return router;
}

async function signIn(
  em: EntityManager,
  attempts: FailedAttempts,
  request: Request,
  response: Response,
): Promise<void> {
  const given = credentials.safeParse(request.body);
  if (!given.success) return void response.status(400).json({ error: 'email_and_password_needed' });
  const { email, password } = given.data;
  const key = `${email.trim().toLowerCase()}|${request.ip}`;
  if (attempts.isLocked(key)) return void response.status(429).json({ error: 'too_many_attempts' });
  // Counted before the password is looked at, so that guesses made at the same time are no more than ten either.
  attempts.fail(key);
  const member = await checkPassword(em, email, password);
  if (!member) return void response.status(401).json({ error: 'wrong_credentials' });
  attempts.clear(key);
  const secret = await openSession(em, member.id);
  // A proxy that ends TLS says so; who lies about it only keeps their own cookie from being sent.
  const secure = request.secure || request.get('x-forwarded-proto') === 'https';
  response.cookie(cookieName, secret, { httpOnly: true, sameSite: 'lax', secure, path: '/' });
  const { id, name, role } = member;
  response.json({ staff: { id, name, email: member.email, role }, timeZone: await timeZoneOf(em) });
}

/** In which zone this company's days begin and its times are shown; UTC before the set-up. */
const timeZoneOf = async (em: EntityManager): Promise<string> => (await em.findOne(Company, 1))?.timeZone ?? 'UTC';
