import { transact, type Context } from '../kernel/transact.ts';
import { openTickets } from './open-tickets.ts';

/** A job that was tried in vain, with what it was about and why it failed. */
export interface LostJob {
  id: string;
  job: string;
  data: object;
  error: string;
}

/** Opens a ticket for every job that was given up: nothing is lost silently. */
export function reportLostJobs(ctx: Context, lost: LostJob[]): Promise<void> {
  return transact(ctx, async (tx) => {
    await openTickets(
      tx,
      lost.map(({ id, job, data, error }) => ({
        kind: 'effect' as const,
        reason: 'job_failed',
        cause: `job:${id}`,
        evidence: { job, data, error: error.slice(0, 1_000) },
        orderId: 'orderId' in data && typeof data.orderId === 'string' ? data.orderId : null,
      })),
    );
  });
}
