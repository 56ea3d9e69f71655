import type { Context } from '@kontor/domain/kernel/transact';
import type { Log } from '@kontor/platform/log';
import type { EntityManager } from '@mikro-orm/postgresql';
import { fromKysely, type Job, type PgBoss } from 'pg-boss';
import type { Connections } from './connections.ts';
import type { DatabaseJob } from './handle.ts';

const batchSize = 100;
/** Deferred jobs and retries are not announced; this is how late they may start. */
const pollMs = 1_000;

export interface Draining {
  boss: PgBoss;
  newContext(): Context;
  connections: Connections;
  log: Log;
}

/**
 * Empties one queue: a batch is fetched, worked on and completed in a single transaction, so a killed worker leaves it
 * exactly as it was. When a batch fails its jobs are taken one by one, so that a broken one stops nobody else.
 */
export class Drain {
  readonly #job: DatabaseJob;
  readonly #on: Draining;
  #wake: (() => void) | undefined;
  #woken = false;
  #stopping = false;
  #running: Promise<void> = Promise.resolve();

  constructor(job: DatabaseJob, on: Draining) {
    this.#job = job;
    this.#on = on;
  }

  get queue(): string {
    return this.#job.definition.name;
  }

  start(): void {
    this.#running = this.#loop();
  }

  wake(): void {
    this.#woken = true;
    this.#wake?.();
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    this.wake();
    await this.#running;
  }

  async #loop(): Promise<void> {
    while (!this.#stopping) {
      this.#woken = false;
      const taken = await this.round();
      if (taken < batchSize && !this.#woken) await this.#sleep();
    }
  }

  /** One batch, or its jobs one by one where it fails; gives the number of jobs it took. */
  round(): Promise<number> {
    return this.#batch().catch((error: unknown) => this.#oneByOne(error));
  }

  #sleep(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, pollMs);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  #batch(): Promise<number> {
    const ctx = this.#on.newContext();
    return ctx.em.transactional(async (em) => {
      const db = fromKysely(em.getKysely() as never);
      const jobs = await this.#on.boss.fetch<object>(this.queue, { batchSize, db });
      if (!jobs.length) return 0;
      await this.#take({ ...ctx, em: em as EntityManager }, jobs);
      await this.#on.boss.complete(this.queue, ids(jobs), null, { db });
      return jobs.length;
    });
  }

  async #take(ctx: Context, jobs: Job<object>[]): Promise<void> {
    const started = performance.now();
    await this.#job.take(ctx, jobs.map((job) => job.data) as never[], this.#on.connections);
    this.#on.log.debug({ job: this.queue, jobs: jobs.length, ms: Math.round(performance.now() - started) }, 'took');
  }

  async #oneByOne(cause: unknown): Promise<number> {
    this.#on.log.warn({ job: this.queue, err: cause }, 'batch failed, taking its jobs one by one');
    let taken = 0;
    for (; taken < batchSize && !this.#stopping; taken += 1) {
      const jobs = await this.#on.boss.fetch<object>(this.queue).catch(() => []);
      if (!jobs.length) break;
      await this.#single(jobs);
    }
    return taken;
  }

  async #single(jobs: Job<object>[]): Promise<void> {
    try {
      const ctx = this.#on.newContext();
      await ctx.em.transactional(async (em) => {
        await this.#take({ ...ctx, em: em as EntityManager }, jobs);
        await this.#on.boss.complete(this.queue, ids(jobs), null, { db: fromKysely(em.getKysely() as never) });
      });
    } catch (error) {
      this.#on.log.error({ job: this.queue, ids: ids(jobs), err: error }, 'job failed');
      await this.#on.boss.fail(this.queue, ids(jobs), { message: String(error) }).catch(() => {});
    }
  }
}

const ids = (jobs: Job<object>[]): string[] => jobs.map((job) => job.id);
