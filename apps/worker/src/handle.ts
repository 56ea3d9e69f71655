import type { JobData, JobDefinition } from '@kontor/domain/kernel/jobs';
import type { Context } from '@kontor/domain/kernel/transact';
import type { Log } from '@kontor/platform/log';
import type { Connections } from './connections.ts';

/** What a job that talks to the world may use. */
export interface Work {
  newContext(actor?: string): Context;
  connections: Connections;
  log: Log;
}

/** Work on the database alone: many at once, inside the transaction that also completes the jobs. */
export interface DatabaseJob {
  definition: JobDefinition;
  take(ctx: Context, data: never[], connections: Connections): Promise<unknown>;
}

/** Work that talks to the world. */
export interface WorldJob {
  definition: JobDefinition;
  /** Jobs fetched at once. */
  batchSize: number;
  run(work: Work, data: never[]): Promise<unknown>;
}

/** Binds a job on the database to the command that takes a batch of it. */
export const takes = <Definition extends JobDefinition>(
  definition: Definition,
  take: (ctx: Context, data: JobData<Definition>[], connections: Connections) => Promise<unknown>,
): DatabaseJob => ({ definition, take });

/** Binds a job that talks to the world to its handler; `batchSize` jobs are handed over together. */
export const runs = <Definition extends JobDefinition>(
  definition: Definition,
  batchSize: number,
  run: (work: Work, data: JobData<Definition>[]) => Promise<unknown>,
): WorldJob => ({ definition, batchSize, run });
