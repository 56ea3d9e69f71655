import type { Secrets } from '@kontor/domain/kernel/secrets';
import type { Context } from '@kontor/domain/kernel/transact';
import type { Right } from '@kontor/domain/staff/rights';
import type { Role } from '@kontor/domain/staff/staff.entity';
import type { HistoryFollower } from '@kontor/platform/follow-history';
import type { Log } from '@kontor/platform/log';
import { newContext } from '@kontor/platform/context';
import type { MikroORM } from '@mikro-orm/postgresql';
import type { PgBoss } from 'pg-boss';
import { createLoaders, type Loaders } from './loaders.ts';

/** Who asks: a member of staff by session, or a tool by token. */
export type Caller =
  | { kind: 'staff'; id: string; name: string; rights: readonly Right[]; email: string; role: Role }
  | { kind: 'token'; id: string; name: string; rights: readonly Right[]; pointsPerMinute: number };

/** What resolvers work with: one fork of the ORM per request. */
export interface ApiContext {
  caller: Caller;
  ctx: Context;
  boss: PgBoss;
  secrets: Secrets;
  follower: HistoryFollower;
  loaders: Loaders;
}

/** What the API stands on. */
export interface ApiParts {
  orm: MikroORM;
  boss: PgBoss;
  follower: HistoryFollower;
  secrets: Secrets;
  log: Log;
  staticDir?: string | undefined;
}

/** One request's context; the caller is known. */
export function createContext({ orm, boss, follower, secrets }: ApiParts, caller: Caller): ApiContext {
  const ctx = newContext({ orm, boss }, `${caller.kind}:${caller.id}`);
  return { caller, ctx, boss, secrets, follower, loaders: createLoaders(ctx.em) };
}
