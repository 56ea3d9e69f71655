import type { Carrier } from '../carriers/carrier.entity.ts';
import type { Channel } from '../channels/channel.entity.ts';
import type { Transaction } from '../kernel/transact.ts';
import { rhythms } from '../schedule.ts';
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
    ...setup.carriers.flatMap(({ code, returns }) => rhythms.ofCarrier(carriers.get(code)!, returns)),
    ...rhythms.ofInstallation(),
  ].map(({ key, job, data, everySeconds }) => ({ key, job: job.name, data, every_seconds: everySeconds }));
  await tx.em.execute(
    `insert into timer (key, job, data, every_seconds, next_at)
     select key, job, data, every_seconds, ?::timestamptz from jsonb_to_recordset(?::jsonb) as t (key text, job text, data jsonb, every_seconds int)
     on conflict (key) do update set job = excluded.job, data = excluded.data, every_seconds = excluded.every_seconds,
       next_at = least(timer.next_at, excluded.next_at + make_interval(secs => excluded.every_seconds))`,
    [tx.now(), JSON.stringify(timers)],
  );
}
