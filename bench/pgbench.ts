import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Transactions per second of `pgbench -N`, or why there is no figure. */
export async function pgbench(url: string): Promise<string> {
  try {
    await run('pgbench', ['-i', '-q', '-s', '5', url]);
    const { stdout } = await run('pgbench', ['-N', '-c', '4', '-T', '5', url]);
    return `${Math.round(Number(/tps = ([\d.]+)/.exec(stdout)?.[1]))} transactions/s`;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT'
      ? 'not installed'
      : `failed: ${String(error).slice(0, 80)}`;
  }
}
