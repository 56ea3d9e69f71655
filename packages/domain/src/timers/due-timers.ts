import type { JobDefinition } from '../kernel/jobs.ts';
import { transact, type Context } from '../kernel/transact.ts';

interface DueTimer {
  key: string;
  job: string;
  data: object;
}

/**
 * Moves every due timer to its next time and queues its job in the same transaction. What was missed while nobody ticked
 * is queued once, not once per missed time.
 */
export async function dueTimers(
  ctx: Context,
  definitionOf: (name: string) => JobDefinition | undefined,
): Promise<void> {
  const [{ due }] = (await ctx.em.execute(
    'select exists (select 1 from timer where next_at <= ? and not paused) as due',
    [ctx.now()],
  )) as [{ due: boolean }];
  if (!due) return;
  await transact(ctx, async (tx) => {
    const timers = (await tx.em.execute(
      `update timer set next_at = ?::timestamptz + make_interval(secs => every_seconds)
        where key in (select key from timer where next_at <= ? and not paused for update skip locked)
       returning key, job, data`,
      [tx.now(), tx.now()],
    )) as DueTimer[];
    for (const { key, job, data } of timers) {
      const definition = definitionOf(job);
      if (definition) tx.queue({ definition, data, singletonKey: key });
    }
  });
}
