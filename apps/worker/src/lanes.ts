import { reportLostJobs } from '@kontor/domain/tickets/report-lost-jobs';
import { wakeChannel } from '@kontor/platform/context';
import type { Log } from '@kontor/platform/log';
import { deadLetter } from '@kontor/platform/queue';
import type { PgBoss } from 'pg-boss';
import pg from 'pg';
import { Drain } from './drain.ts';
import type { DatabaseJob, Work, WorldJob } from './handle.ts';

/** Starts a drain for every job on the database; they are woken by the notification that announces new jobs. */
export async function startDrains(
  url: string,
  jobs: DatabaseJob[],
  boss: PgBoss,
  work: Work,
): Promise<{ stop(): Promise<void> }> {
  const drains = jobs.map((job) => new Drain(job, { boss, ...work }));
  const listener = await Listener.open(url, work.log, (queues) => {
    for (const drain of drains) if (queues.has(drain.queue)) drain.wake();
  });
  for (const drain of drains) drain.start();
  return {
    async stop() {
      await Promise.all(drains.map((drain) => drain.stop()));
      await listener.close();
    },
  };
}

/** Starts a worker for every job that talks to the world; a beating heart tells that its process lives. */
export async function startWorldLanes(jobs: WorldJob[], boss: PgBoss, work: Work): Promise<void> {
  for (const { definition, batchSize, run } of jobs)
    await boss.work<object>(
      definition.name,
      {
        batchSize,
        burstWhenBatchFull: true,
        pollingIntervalSeconds: 1,
        notifyPollingIntervalSeconds: 1,
        heartbeatRefreshSeconds: 3,
      },
      async (fetched) => {
        await run(work, fetched.map((job) => job.data) as never[]).catch((error: unknown) => {
          work.log.error({ job: definition.name, ids: fetched.map((job) => job.id), err: error }, 'job failed');
          throw error;
        });
      },
    );
}

/** Jobs that were tried in vain become tickets. */
export const startDeadLetters = (boss: PgBoss, work: Work): Promise<string> =>
  boss.work<object, void, { includeMetadata: true; batchSize: number; pollingIntervalSeconds: number }>(
    deadLetter,
    { includeMetadata: true, batchSize: 20, pollingIntervalSeconds: 5 },
    async (jobs) => {
      const lost = jobs.map(({ id, data, sourceName, sourceOutput }) => ({
        id,
        data,
        job: String(sourceName),
        error: JSON.stringify(sourceOutput ?? null),
      }));
      await reportLostJobs(work.newContext(), lost);
    },
  );

/** Hears which queues have new jobs; a lost connection is opened again, polling bridges the gap. */
class Listener {
  #client: pg.Client | undefined;
  #closed = false;
  readonly #url: string;
  readonly #log: Log;
  readonly #onQueues: (queues: Set<string>) => void;

  private constructor(url: string, log: Log, onQueues: (queues: Set<string>) => void) {
    this.#url = url;
    this.#log = log;
    this.#onQueues = onQueues;
  }

  static async open(url: string, log: Log, onQueues: (queues: Set<string>) => void): Promise<Listener> {
    const listener = new Listener(url, log, onQueues);
    await listener.#connect();
    return listener;
  }

  async #connect(): Promise<void> {
    const client = new pg.Client({ connectionString: this.#url, keepAlive: true });
    client.on('notification', ({ payload }) => this.#onQueues(new Set(payload?.split(' '))));
    client.on('error', () => {});
    client.on('end', () => this.#again());
    await client.connect();
    await client.query(`listen ${wakeChannel}`);
    this.#client = client;
  }

  #again(): void {
    if (this.#closed) return;
    setTimeout(() => {
      this.#connect().catch((error: unknown) => {
        this.#log.warn({ err: error }, 'waiting for PostgreSQL');
        this.#again();
      });
    }, 1_000);
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#client?.end();
  }
}
