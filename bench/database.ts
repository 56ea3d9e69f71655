import { anIncomingOrder, seedWorld } from '@kontor/domain/testing';
import type { Context } from '@kontor/domain/kernel/transact';
import { newContext } from '@kontor/platform/context';
import { migrate, openDatabase } from '@kontor/platform/database';
import { openLog } from '@kontor/platform/log';
import { createQueues, openQueue } from '@kontor/platform/queue';
import pg from 'pg';

export interface BenchDatabase {
  url: string;
  channelId: string;
  ctx(): Context;
  query<Row>(sql: string, params?: unknown[]): Promise<Row[]>;
  close(): Promise<void>;
}

/** A fresh, migrated database with a seeded world. */
export async function openBenchDatabase(base: string, name: string): Promise<BenchDatabase> {
  const admin = new pg.Client(base);
  await admin.connect();
  await admin.query(`drop database if exists ${name} with (force)`);
  await admin.query(`create database ${name}`);
  await admin.end();
  const url = Object.assign(new URL(base), { pathname: `/${name}` }).href;
  const orm = await openDatabase(url, { max: 20 });
  await migrate(orm);
  const boss = await openQueue(url, { log: openLog('bench', 'silent'), supervise: false, instance: 'bench' });
  await createQueues(boss);
  const ctx = () => newContext({ orm, boss }, 'automation');
  const { channelId } = await seedWorld(ctx().em);
  return {
    url,
    channelId,
    ctx,
    query: (sql, params = []) => orm.em.fork().execute(sql, params),
    async close() {
      await boss.stop({ graceful: false });
      await orm.close(true);
    },
  };
}

/** Preloaded pages of 100 orders each. */
export const preloadPages = (orders: number) =>
  Array.from({ length: Math.ceil(orders / 100) }, (_, page) =>
    Array.from({ length: Math.min(100, orders - page * 100) }, () => anIncomingOrder()),
  );
