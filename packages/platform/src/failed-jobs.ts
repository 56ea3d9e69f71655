import type { JobDiscarded, JobRetried } from '@kontor/domain/effects/effect.events';
import { Rejection } from '@kontor/domain/kernel/rejection';
import { transact, type Context, type Transaction } from '@kontor/domain/kernel/transact';
import { closeTickets } from '@kontor/domain/tickets/close-ticket';
import { fromKysely, type PgBoss } from 'pg-boss';
import { deadLetter } from './queue.ts';

/** Which job: its queue and its id. */
export interface JobRef {
  name: string;
  id: string;
}

/** Lets a failed job run once more; its ticket closes. Throws Rejection when there is none, or it has not failed. */
export function retryJob(ctx: Context, boss: PgBoss, { name, id }: JobRef): Promise<void> {
  return transact(ctx, async (tx) => {
    const orderId = await failedJob(tx, { name, id });
    await boss.retry(name, id, { db: queueIn(tx) });
    tx.record({ type: 'JobRetried', orderId, job: name, id } satisfies JobRetried);
    await closeTickets(tx, await causesOf(tx, id), 'retried');
  });
}

/** Gives a failed job up for a stated reason, which stays in the history; its ticket closes. Throws Rejection as `retryJob` does, or without a reason. */
export function discardJob(
  ctx: Context,
  boss: PgBoss,
  { name, id, reason }: JobRef & { reason: string },
): Promise<void> {
  return transact(ctx, async (tx) => {
    if (!reason.trim()) throw new Rejection('note_missing');
    const orderId = await failedJob(tx, { name, id });
    await boss.deleteJob(name, id, { db: queueIn(tx) });
    tx.record({ type: 'JobDiscarded', orderId, job: name, id, reason: reason.trim() } satisfies JobDiscarded);
    await closeTickets(tx, await causesOf(tx, id), 'discarded');
  });
}

const queueIn = ({ em }: Transaction) => fromKysely(em.getKysely() as never);

/** The order that the failed job is about; the job stays locked until commit. */
async function failedJob({ em }: Transaction, { name, id }: JobRef): Promise<string | null> {
  const [job] = (await em.execute(
    `select state::text as state, data ->> 'orderId' as order_id from pgboss.job where name = ? and id = ?::uuid for update`,
    [name, id],
  )) as { state: string; order_id: string | null }[];
  if (!job) throw new Rejection('job_not_found');
  if (job.state !== 'failed') throw new Rejection('job_not_failed', { state: job.state });
  return job.order_id;
}

/** Tickets name a lost job by its dead letter. */
async function causesOf({ em }: Transaction, id: string): Promise<string[]> {
  const letters = (await em.execute(`select id from pgboss.job where name = ? and source_id = ?::uuid`, [
    deadLetter,
    id,
  ])) as { id: string }[];
  return letters.map((letter) => `job:${letter.id}`);
}
