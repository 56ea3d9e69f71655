import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { jobs } from '@kontor/domain/process';
import type { MikroORM } from '@mikro-orm/postgresql';
import pg from 'pg';
import { migrate, openDatabase } from './database.ts';
import { createQueues, openQueue } from './queue.ts';
import { openLog } from './log.ts';

const at = (base: string, name: string): string => Object.assign(new URL(base), { pathname: `/${name}` }).href;

/** Named for what is in it: branches with other migrations or jobs may share a server. */
function templateName(): string {
  const folder = path.join(import.meta.dirname, 'migrations');
  const hash = createHash('sha256');
  for (const file of readdirSync(folder).toSorted()) hash.update(readFileSync(path.join(folder, file)));
  hash.update(jobs.map(({ definition }) => definition.name).join(' '));
  return `kontor_template_${hash.digest('hex').slice(0, 12)}`;
}

/** A migrated database of its own for one test file, cloned from a template (about 40 ms). */
export async function testDatabase(base = process.env.TEST_DATABASE_URL): Promise<string> {
  if (!base) throw new Error('TEST_DATABASE_URL is not set: run the tests with `npm test`');
  const client = new pg.Client(base);
  await client.connect();
  try {
    await client.query('select pg_advisory_lock(42)');
    const template = templateName();
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [template]);
    if (!rowCount) await createTemplate(client, base, template);
    return await createDatabase(client, base, `template ${template}`);
  } finally {
    await client.end();
  }
}

/** A database of its own as it was after a past migration, for what a later one makes of it. */
export async function oldDatabase(migration: string): Promise<{ orm: MikroORM; url: string }> {
  const base = process.env.TEST_DATABASE_URL;
  if (!base) throw new Error('TEST_DATABASE_URL is not set: run the tests with `npm test`');
  const client = new pg.Client(base);
  await client.connect();
  const url = await createDatabase(client, base).finally(() => client.end());
  const orm = await openDatabase(url);
  await orm.migrator.up({ to: migration });
  return { orm, url };
}

async function createDatabase(client: pg.Client, base: string, like = ''): Promise<string> {
  const name = `t_${randomUUID().replaceAll('-', '').slice(0, 16)}`;
  await client.query(`create database ${name} ${like}`);
  return at(base, name);
}

/** Waits until followers see all of the history: they wait for every older transaction of the server, also for those of tests beside. */
export async function untilFollowable(rows: (sql: string) => Promise<unknown[]>): Promise<void> {
  const until = Date.now() + 60_000;
  while ((await rows('select 1 from history where xid >= pg_snapshot_xmin(pg_current_snapshot()) limit 1')).length) {
    if (Date.now() > until) throw new Error('a transaction stays open: followers see nothing new');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function createTemplate(client: pg.Client, base: string, template: string): Promise<void> {
  const name = `${template}_being_made`;
  await client.query(`drop database if exists ${name}`);
  await client.query(`create database ${name}`);
  const url = at(base, name);
  const orm = await openDatabase(url);
  await migrate(orm);
  await orm.close(true);
  const boss = await openQueue(url, { log: openLog('test', 'silent'), supervise: false, instance: 'template' });
  await createQueues(boss);
  await boss.stop({ graceful: false });
  await client.query(`alter database ${name} rename to ${template}`);
}
