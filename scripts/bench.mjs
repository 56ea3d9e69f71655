// Prints the benchmark; figures stand beside the ceiling measured in the same run.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { root, withScratchPostgres } from './steps.mjs';

export const bench = (args) =>
  withScratchPostgres(
    (url) =>
      new Promise((resolve, reject) => {
        spawn(process.execPath, ['--disable-warning=ExperimentalWarning', path.join(root, 'bench/run.ts'), ...args], {
          cwd: root,
          env: { ...process.env, BENCH_DATABASE_URL: url },
          stdio: 'inherit',
        })
          .on('error', reject)
          .on('exit', (code) => resolve(code ?? 1));
      }),
    { shared_buffers: '512MB', autovacuum_naptime: '5s' },
  );
