import { createHash, randomBytes } from 'node:crypto';
import { newId } from '@kontor/domain/kernel/id';
import { ApiToken, Session, Staff } from '@kontor/domain/staff/staff.entity';
import type { EntityManager } from '@mikro-orm/postgresql';
import { hash, verify } from '@node-rs/argon2';
import type { Caller } from '../context.ts';

const sessionMs = 12 * 3_600_000;
/** Verified when the mail is unknown, so that the answer takes as long as for a known one. */
const nobody = hash(randomBytes(16));

/** argon2id with the library's defaults (OWASP's minimum or more). */
export const hashPassword = (password: string): Promise<string> => hash(password);

export const sha256 = (secret: string): string => createHash('sha256').update(secret).digest('hex');

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
    tokenHash: sha256(secret),
    staffId,
    createdAt: new Date(),
    expiresAt: new Date(Date.now() + sessionMs),
  });
  return secret;
}

export const closeSession = (em: EntityManager, secret: string): Promise<number> =>
  em.nativeDelete(Session, { tokenHash: sha256(secret) });

/** Who a session belongs to; a session in use lives on. */
export async function callerOfSession(em: EntityManager, secret: string): Promise<Caller | null> {
  const session = await em.findOne(Session, { tokenHash: sha256(secret), expiresAt: { $gt: new Date() } });
  const staff = session && (await em.findOne(Staff, { id: session.staffId, active: true }));
  if (!staff) return null;
  const until = Date.now() + sessionMs;
  if (until - session.expiresAt.getTime() > sessionMs / 12)
    await em.nativeUpdate(Session, { tokenHash: session.tokenHash }, { expiresAt: new Date(until) });
  const { id, name, email, role } = staff;
  return { kind: 'staff', id, name, email, role };
}

/** Which tool a token belongs to. */
export async function callerOfToken(em: EntityManager, token: string): Promise<Caller | null> {
  const known = await em.findOne(ApiToken, { tokenHash: sha256(token) });
  return known ? { kind: 'token', id: known.id, name: known.name } : null;
}

/** Stores an API token under a name; an older one of that name is replaced. */
export async function storeToken(em: EntityManager, name: string, token: string): Promise<void> {
  const known = await em.findOne(ApiToken, { name });
  if (known) await em.nativeUpdate(ApiToken, { name }, { tokenHash: sha256(token) });
  else await em.insert(ApiToken, { id: newId(), name, tokenHash: sha256(token), createdAt: new Date() });
}
