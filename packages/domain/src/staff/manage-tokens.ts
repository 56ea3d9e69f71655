import { createHash, randomBytes } from 'node:crypto';
import { LockMode } from '@mikro-orm/core';
import { newId } from '../kernel/id.ts';
import { Rejection } from '../kernel/rejection.ts';
import { transact, type Context } from '../kernel/transact.ts';
import { ApiToken } from './api-token.entity.ts';
import { rights, type Right } from './rights.ts';
import type { TokenCreated, TokenRevoked } from './staff.events.ts';

export interface NewToken {
  name: string;
  scopes: string[];
  /** Null: it does not expire. */
  expiresAt: Date | null;
  pointsPerMinute: number;
}

/** What is stored of a token: sha256, hex. */
export const hashOfToken = (token: string): string => createHash('sha256').update(token).digest('hex');

/** Makes a key to the API and gives it, this once; only its hash is kept. Throws Rejection `token_invalid` with the field. */
export function createToken(ctx: Context, wanted: NewToken): Promise<{ token: ApiToken; secret: string }> {
  return transact(ctx, async (tx) => {
    const checked = check(wanted, tx.now());
    const secret = `kontor_${randomBytes(32).toString('base64url')}`;
    const token = tx.em.create(ApiToken, {
      id: newId(),
      ...checked,
      tokenHash: hashOfToken(secret),
      ending: secret.slice(-4),
      createdAt: tx.now(),
      createdBy: tx.actor,
      lastUsedAt: null,
      revokedAt: null,
    });
    const { id: tokenId, name, scopes } = token;
    tx.record({
      type: 'TokenCreated',
      tokenId,
      name,
      scopes,
      expiresAt: checked.expiresAt?.toISOString() ?? null,
    } satisfies TokenCreated);
    return { token, secret };
  });
}

function check({ name, scopes, expiresAt, pointsPerMinute }: NewToken, now: Date) {
  const refuse = (field: string): never => {
    throw new Rejection('token_invalid', { field });
  };
  if (!name.trim() || name.length > 100) refuse('name');
  if (!scopes.length || scopes.some((scope) => !rights.includes(scope as Right))) refuse('scopes');
  if (expiresAt && expiresAt <= now) refuse('expiresAt');
  if (!Number.isInteger(pointsPerMinute) || pointsPerMinute < 100 || pointsPerMinute > 10_000_000)
    refuse('pointsPerMinute');
  return { name: name.trim(), scopes: [...new Set(scopes as Right[])], expiresAt, pointsPerMinute };
}

/** A token opens nothing any more, at once; twice does no harm. Throws Rejection `token_not_found`. */
export function revokeToken(ctx: Context, tokenId: string): Promise<ApiToken> {
  return transact(ctx, async (tx) => {
    const token = await tx.em.findOne(ApiToken, tokenId, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (!token) throw new Rejection('token_not_found', { tokenId });
    if (token.revokedAt) return token;
    token.revokedAt = tx.now();
    tx.record({ type: 'TokenRevoked', tokenId, name: token.name } satisfies TokenRevoked);
    return token;
  });
}
