import { readFileSync, readdirSync } from 'node:fs';
import pg from 'pg';

const ticksPerMs = 100 / 1_000;

interface Stat {
  ppid: number;
  /** User and system time of the process, and of its children that have ended, in ticks. */
  own: number;
  children: number;
}

function stat(pid: number): Stat | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
      .map(Number);
    return { ppid: fields[1]!, own: fields[11]! + fields[12]!, children: fields[13]! + fields[14]! };
  } catch {
    return null;
  }
}

/** CPU of the whole PostgreSQL server so far in ms; null where it does not run on this Linux machine. */
export async function cpuOfPostgres(url: string): Promise<number | null> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    const postmaster = stat(rows[0]!.pid)?.ppid;
    const root = postmaster ? stat(postmaster) : null;
    if (!postmaster || !root) return null;
    const living = readdirSync('/proc')
      .map(Number)
      .filter(Boolean)
      .map(stat)
      .filter((of) => of?.ppid === postmaster);
    return (root.own + root.children + living.reduce((sum, of) => sum + of!.own, 0)) / ticksPerMs;
  } finally {
    await client.end();
  }
}
