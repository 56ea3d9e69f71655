import { TransactionPropagation } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { JobDefinition } from './jobs.ts';

/** Something that has happened, as the history and the reactions know it. */
export interface DomainEvent {
  type: string;
  orderId?: string | null;
  ticketId?: string | null;
  [data: string]: unknown;
}

/** Work to be queued in the transaction, besides what follows from events. */
export interface QueuedJob {
  definition: JobDefinition;
  data: object;
  /** Not before this instant. */
  startAfter?: Date;
  /** At most one waiting or running job per key, on queues that are made exclusive. */
  singletonKey?: string;
}

/** What every command needs besides its input. */
export interface Context {
  em: EntityManager;
  now(): Date;
  /** Who acts: 'automation', 'channel', 'carrier', 'staff:<id>' or 'token:<id>'. */
  actor: string;
  /** Writes events to the history, queues what follows from them and `jobs`, and wakes the followers, all in `em`'s transaction. */
  publish(events: DomainEvent[], jobs: QueuedJob[], em: EntityManager): Promise<void>;
}

/** A context bound to a running transaction; a command called with it joins that transaction. */
export interface Transaction extends Context {
  record(...events: DomainEvent[]): void;
  queue(...jobs: QueuedJob[]): void;
}

/** One command, one transaction: state, history and follow-up jobs are written together or not at all. */
export function transact<T>(ctx: Context, work: (tx: Transaction) => Promise<T>): Promise<T> {
  return ctx.em.transactional(
    async (em) => {
      const events: DomainEvent[] = [];
      const jobs: QueuedJob[] = [];
      const result = await work({
        ...ctx,
        em: em as EntityManager,
        record: (...more) => void events.push(...more),
        queue: (...more) => void jobs.push(...more),
      });
      await em.flush();
      if (events.length || jobs.length) await ctx.publish(events, jobs, em as EntityManager);
      return result;
    },
    { propagation: TransactionPropagation.REQUIRED },
  );
}
