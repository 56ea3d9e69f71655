import { returnsConfig } from '@kontor/domain/carriers/carrier-connection';
import type { Context } from '@kontor/domain/kernel/transact';
import { seedWorld, type SeededWorld } from '@kontor/domain/testing';
import { newContext } from '@kontor/platform/context';
import { openDatabase } from '@kontor/platform/database';
import { openLog } from '@kontor/platform/log';
import { openQueue } from '@kontor/platform/queue';
import { testDatabase } from '@kontor/platform/testing';
import type { MikroORM } from '@mikro-orm/postgresql';
import type { PgBoss } from 'pg-boss';
import type { Connections } from './connections.ts';
import { Drain } from './drain.ts';
import { databaseJobs } from './database-jobs.ts';

/** A database of its own with a seeded world, and the worker's database lanes to be run by hand. */
export interface TestWorld extends SeededWorld {
  url: string;
  orm: MikroORM;
  boss: PgBoss;
  /** The clock of every context; move it freely. */
  clock: { now: Date };
  ctx(actor?: string): Context;
  /** Runs the database lanes until nothing is left to do. */
  settle(): Promise<void>;
  rows<Row = Record<string, unknown>>(sql: string, params?: unknown[]): Promise<Row[]>;
  close(): Promise<void>;
}

export async function openTestWorld(options?: { stock?: number }): Promise<TestWorld> {
  const url = await testDatabase();
  const orm = await openDatabase(url);
  const log = openLog('test', 'silent');
  const boss = await openQueue(url, { log, supervise: false, instance: 'test' });
  const clock = { now: new Date('2026-11-20T09:00:00Z') };
  const ctx = (actor = 'automation') => newContext({ orm, boss, now: () => clock.now }, actor);
  const seeded = await seedWorld(ctx().em, options);
  const connections = {
    returns: ({ returns }: { returns: object }) => returnsConfig.parse(returns),
  } as unknown as Connections;
  const drains = databaseJobs.map((job) => new Drain(job, { boss, newContext: ctx, connections, log }));
  return {
    ...seeded,
    url,
    orm,
    boss,
    clock,
    ctx,
    async settle() {
      let taken = 1;
      while (taken > 0) {
        taken = 0;
        for (const drain of drains) taken += await drain.round();
      }
    },
    rows: (sql, params = []) => orm.em.fork().execute(sql, params),
    async close() {
      await boss.stop({ graceful: false });
      await orm.close(true);
    },
  };
}
