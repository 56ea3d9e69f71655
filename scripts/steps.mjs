// What the tasks share: commands of the tool chain, steps with progress, the PostgreSQL to work on.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startPostgres } from './pg.mjs';

export const root = path.resolve(import.meta.dirname, '..');
const win = process.platform === 'win32';
const bin = (name) => path.join(root, 'node_modules/.bin', win ? `${name}.cmd` : name);

/** Runs a command of the tool chain in the foreground and gives its exit code. */
export const run = (name, argv, { env = {}, cwd = root } = {}) =>
  new Promise((resolve, reject) => {
    spawn(bin(name), argv, { cwd, env: { ...process.env, ...env }, stdio: 'inherit', shell: win })
      .on('error', reject)
      .on('exit', (code, signal) => resolve(code ?? (signal ? 1 : 0)));
  });

export const turbo = (...tasks) =>
  run('turbo', ['run', ...tasks, '--output-logs=errors-only', '--log-order=grouped', '--no-update-notifier'], {
    env: { TURBO_TELEMETRY_DISABLED: '1', TURBO_UI: 'false' },
  });

/** Says what is being done and how long it took. */
export async function step(what, work) {
  const began = performance.now();
  process.stderr.write(`… ${what}\n`);
  const result = await work();
  process.stderr.write(`✓ ${what} (${((performance.now() - began) / 1000).toFixed(1)} s)\n`);
  return result;
}

/** Builds API and cockpit; throws when that fails. */
export const build = () =>
  step('building', async () => {
    if ((await turbo('build')) !== 0) throw new Error('The build failed; what is wrong stands above.');
  });

/** A throw-away PostgreSQL for tests and benchmarks, or the one of DATABASE_URL. */
export async function withScratchPostgres(work, settings = {}) {
  if (process.env.DATABASE_URL) return work(process.env.DATABASE_URL);
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'kontor-pg-'));
  fs.chmodSync(dir, 0o755);
  const pg = await startPostgres({
    dataDir: path.join(dir, 'db'),
    resolveFrom: path.join(root, 'package.json'),
    settings,
  });
  try {
    return await work(pg.url());
  } finally {
    await pg.stop();
    fs.rmSync(dir, { recursive: true, force: true });
  }
}
