import type { Carrier } from '../carriers/carrier.entity.ts';
import type { Channel } from '../channels/channel.entity.ts';
import type { Transaction } from '../kernel/transact.ts';
import { rhythms, type Rhythm } from '../schedule.ts';
import type { Setup } from './setup.ts';

/** Sets the rhythm of every timed job; a running timer keeps its next time unless its rhythm changes. */
export async function setTimers(
  tx: Transaction,
  setup: Setup,
  channels: Map<string, Channel>,
  carriers: Map<string, Carrier>,
): Promise<void> {
  const timers = [
    ...setup.channels.flatMap((channel) => rhythms.ofChannel(channels.get(channel.code)!, channel)),
    ...setup.carriers.flatMap(({ code, returns, batchCron }) =>
      rhythms.ofCarrier(carriers.get(code)!, returns, batchCron),
    ),
    ...rhythms.ofInstallation(),
  ];
  await writeTimers(tx, timers);
}

/** Stores rhythms; one that staff have set stays. */
export async function writeTimers(tx: Transaction, wanted: Rhythm[]): Promise<void> {
  const timers = wanted.map(({ key, job, data, everySeconds, cron }) => ({
    key,
    job: job.name,
    data,
    every_seconds: everySeconds,
    cron,
  }));
  await tx.em.execute(
    `insert into timer (key, job, data, every_seconds, cron, next_at)
     select key, job, data, every_seconds, cron, ?::timestamptz
       from jsonb_to_recordset(?::jsonb) as t (key text, job text, data jsonb, every_seconds int, cron text)
     on conflict (key) do update set job = excluded.job, data = excluded.data,
       cron = case when timer.by_staff then timer.cron else excluded.cron end,
       every_seconds = case when timer.by_staff then timer.every_seconds else excluded.every_seconds end,
       next_at = case when timer.by_staff then timer.next_at
                 else least(timer.next_at, excluded.next_at + make_interval(secs => excluded.every_seconds)) end`,
    [tx.now(), JSON.stringify(timers)],
  );
}
