// Prints the benchmark; figures stand beside the ceiling measured in the same run.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { build, root, withScratchPostgres } from './steps.mjs';

/** `npm run bench`: everything in bench/run.ts; `npm run bench orders-list`: that part alone, on the built API. */
export async function bench(args) {
  const part = args[0] && existsSync(path.join(root, `bench/${args[0]}.ts`)) ? args[0] : undefined;
  if (part) await build();
  return withScratchPostgres((url) => measure(part ?? 'run', part ? args.slice(1) : args, url), {
    shared_buffers: '512MB',
    autovacuum_naptime: '5s',
  });
}

const measure = (part, args, url) =>
  new Promise((resolve, reject) => {
    spawn(process.execPath, ['--disable-warning=ExperimentalWarning', path.join(root, `bench/${part}.ts`), ...args], {
      cwd: root,
      env: { ...process.env, BENCH_DATABASE_URL: url },
      stdio: 'inherit',
    })
      .on('error', reject)
      .on('exit', (code) => resolve(code ?? 1));
  });
