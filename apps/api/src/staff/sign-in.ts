import { randomBytes } from 'node:crypto';
import { newId } from '@kontor/domain/kernel/id';
import { ApiToken, isTokenValid } from '@kontor/domain/staff/api-token.entity';
import { hashOfToken } from '@kontor/domain/staff/manage-tokens';
import { rights, rightsOf } from '@kontor/domain/staff/rights';
import { Session, Staff } from '@kontor/domain/staff/staff.entity';
import type { EntityManager } from '@mikro-orm/postgresql';
import { hash, verify } from '@node-rs/argon2';
import type { Caller } from '../context.ts';

const sessionMs = 12 * 3_600_000;
/** Verified when the mail is unknown, so that the answer takes as long as for a known one. */
const nobody = hash(randomBytes(16));

/** argon2id with the library's defaults (OWASP's minimum or more). */
export const hashPassword = (password: string): Promise<string> => hash(password);

/** Checks mail and password; null when they do not belong together. */
export async function checkPassword(em: EntityManager, email: string, password: string): Promise<Staff | null> {
  const staff = await em.findOne(
    Staff,
    { email: email.trim().toLowerCase(), active: true },
    { populate: ['passwordHash'] },
  );
  const right = await verify(staff?.passwordHash ?? (await nobody), password);
  return staff && right ? staff : null;
}

/** Opens a session and gives the secret for the cookie; only its hash is stored. */
export async function openSession(em: EntityManager, staffId: string): Promise<string> {
  const secret = randomBytes(32).toString('base64url');
  await em.insert(Session, {
    tokenHash: hashOfToken(secret),
    staffId,
    createdAt: new Date(),
    expiresAt: new Date(Date.now() + sessionMs),
  });
  return secret;
}

export const closeSession = (em: EntityManager, secret: string): Promise<number> =>
  em.nativeDelete(Session, { tokenHash: hashOfToken(secret) });

/** Who a session belongs to; a session in use lives on. */
export async function callerOfSession(em: EntityManager, secret: string): Promise<Caller | null> {
  const session = await em.findOne(Session, { tokenHash: hashOfToken(secret), expiresAt: { $gt: new Date() } });
  const staff = session && (await em.findOne(Staff, { id: session.staffId, active: true }));
  if (!staff) return null;
  const until = Date.now() + sessionMs;
  if (until - session.expiresAt.getTime() > sessionMs / 12)
    await em.nativeUpdate(Session, { tokenHash: session.tokenHash }, { expiresAt: new Date(until) });
  const { id, name, email, role } = staff;
  return { kind: 'staff', id, name, email, role, rights: rightsOf[role] };
}

/** Which tool a token belongs to; null when it is unknown, revoked or has expired. Its last use is noted to the minute. */
export async function callerOfToken(em: EntityManager, secret: string): Promise<Caller | null> {
  const token = await em.findOne(ApiToken, { tokenHash: hashOfToken(secret) });
  const now = new Date();
  if (!token || !isTokenValid(token, now)) return null;
  if (!token.lastUsedAt || now.getTime() - token.lastUsedAt.getTime() > 60_000)
    await em.nativeUpdate(ApiToken, { id: token.id }, { lastUsedAt: now });
  const { id, name, scopes, pointsPerMinute } = token;
  return { kind: 'token', id, name, rights: scopes, pointsPerMinute };
}

/** Stores an API token with every right under a name; an older one of that name is replaced. */
export async function storeToken(em: EntityManager, name: string, secret: string): Promise<void> {
  const key = { tokenHash: hashOfToken(secret), ending: secret.slice(-4) };
  if (await em.nativeUpdate(ApiToken, { name, createdBy: 'automation' }, key)) return;
  await em.insert(ApiToken, {
    id: newId(),
    name,
    ...key,
    scopes: [...rights],
    pointsPerMinute: 600_000,
    createdAt: new Date(),
    createdBy: 'automation',
  });
}
