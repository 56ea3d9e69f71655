// Brings an installation to what a setup file says: node dist/set-up.js <file or URL> [--token <API token>]
import { readFile } from 'node:fs/promises';
import { applySetup } from '@kontor/domain/setup/apply-setup';
import { parseSetup, type Setup } from '@kontor/domain/setup/setup';
import { readConfig, type Config } from '@kontor/platform/config';
import { newContext } from '@kontor/platform/context';
import { migrate, openDatabase } from '@kontor/platform/database';
import { openLog } from '@kontor/platform/log';
import { createQueues, openQueue } from '@kontor/platform/queue';
import { installationSecrets } from '@kontor/platform/secrets';
import type { MikroORM } from '@mikro-orm/postgresql';
import { hashPassword, storeToken } from './staff/sign-in.ts';

const log = openLog('set-up', 'warn');

async function setUp([source, flag, token]: string[]): Promise<void> {
  if (!source || (flag && flag !== '--token')) throw new Error('Run it as: set-up <file or URL> [--token <API token>]');
  const setup = parseSetup(JSON.parse(await read(source)));
  const config = readConfig();
  const { DATABASE_URL } = config;
  const orm = await openDatabase(DATABASE_URL);
  try {
    await migrate(orm);
    await apply(orm, config, setup, token);
  } finally {
    await orm.close(true);
  }
}

async function apply(orm: MikroORM, config: Config, setup: Setup, token: string | undefined): Promise<void> {
  const boss = await openQueue(config.DATABASE_URL, { log, supervise: false, instance: 'set-up' });
  try {
    await createQueues(boss);
    const secrets = installationSecrets(config);
    await applySetup(newContext({ orm, boss }, 'automation'), setup, { hashPassword, secrets });
    if (token) await storeToken(newContext({ orm, boss }, 'automation').em, 'sandbox', token);
  } finally {
    await boss.stop({ graceful: false });
  }
}

async function read(source: string): Promise<string> {
  if (!/^https?:/.test(source)) return readFile(source, 'utf8');
  const response = await fetch(source);
  if (!response.ok) throw new Error(`${source} answers ${response.status}; a setup file is expected there.`);
  return response.text();
}

await setUp(process.argv.slice(2)).catch((error: unknown) => {
  // Read by a person at a terminal.
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
