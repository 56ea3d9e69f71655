// Brings an installation to what a setup file says: node dist/set-up.js <file or URL> [--token <API token>]
import { readFile } from 'node:fs/promises';
import { applySetup } from '@kontor/domain/setup/apply-setup';
import { parseSetup } from '@kontor/domain/setup/setup';
import { readConfig } from '@kontor/platform/config';
import { newContext } from '@kontor/platform/context';
import { migrate, openDatabase } from '@kontor/platform/database';
import { openLog } from '@kontor/platform/log';
import { createQueues, openQueue } from '@kontor/platform/queue';
import { hashPassword, storeToken } from './staff/sign-in.ts';

const log = openLog('set-up', 'warn');

async function setUp([source, flag, token]: string[]): Promise<void> {
  if (!source || (flag && flag !== '--token')) throw new Error('Run it as: set-up <file or URL> [--token <API token>]');
  const text = /^https?:/.test(source) ? await (await fetch(source)).text() : await readFile(source, 'utf8');
  const setup = parseSetup(JSON.parse(text));
  const { DATABASE_URL } = readConfig();
  const orm = await openDatabase(DATABASE_URL);
  await migrate(orm);
  const boss = await openQueue(DATABASE_URL, { log, supervise: false, instance: 'set-up' });
  await createQueues(boss);
  const ctx = newContext({ orm, boss }, 'automation');
  await applySetup(ctx, setup, { hashPassword });
  if (token) await storeToken(newContext({ orm, boss }, 'automation').em, 'sandbox', token);
  await boss.stop({ graceful: false });
  await orm.close(true);
}

await setUp(process.argv.slice(2)).catch((error: unknown) => {
  // Read by a person at a terminal.
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
