import { Company } from '../company/company.entity.ts';
import type { JobDefinition } from '../kernel/jobs.ts';
import { transact, type Context } from '../kernel/transact.ts';
import { nextTime } from './next-time.ts';

interface DueTimer {
  key: string;
  job: string;
  data: object;
  everySeconds: number;
  cron: string | null;
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
      `select key, job, data, every_seconds as "everySeconds", cron from timer
        where next_at <= ? and not paused order by key for update skip locked`,
      [tx.now()],
    )) as DueTimer[];
    const company = await tx.em.findOne(Company, 1);
    const next = timers.map((timer) => ({
      key: timer.key,
      next_at: nextTime(timer, tx.now(), company?.timeZone ?? 'UTC'),
    }));
    await tx.em.execute(
      `update timer set next_at = moved.next_at
         from jsonb_to_recordset(?::jsonb) as moved (key text, next_at timestamptz) where timer.key = moved.key`,
      [JSON.stringify(next)],
    );
    for (const { key, job, data } of timers) {
      const definition = definitionOf(job);
      if (definition) tx.queue({ definition, data, singletonKey: key });
    }
  });
}
