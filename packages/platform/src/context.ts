import type { JobDefinition } from '@kontor/domain/kernel/jobs';
import type { Context, DomainEvent, QueuedJob } from '@kontor/domain/kernel/transact';
import { reactions } from '@kontor/domain/process';
import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { fromKysely, type JobInsert, type PgBoss } from 'pg-boss';

/** The channel on which followers of the history and of the queues are woken; it carries no data they depend on. */
export const wakeChannel = 'kontor';

export interface Platform {
  orm: MikroORM;
  boss: PgBoss;
  now?: () => Date;
}

/** A fresh context for one request or job. */
export function newContext({ orm, boss, now = () => new Date() }: Platform, actor: string): Context {
  const em = orm.em.fork() as EntityManager;
  return { em, now, actor, publish: (events, jobs, tx) => publish(boss, events, jobs, tx, actor, now()) };
}

async function publish(
  boss: PgBoss,
  events: DomainEvent[],
  jobs: QueuedJob[],
  em: EntityManager,
  actor: string,
  at: Date,
): Promise<void> {
  if (events.length) await writeHistory(em, events, actor, at);
  const names = await insertJobs(boss, [...jobs, ...events.flatMap(followUps)], em);
  await em.execute('select pg_notify(?, ?)', [wakeChannel, names.join(' ')]);
}

/** What follows from an event by the process table. */
function followUps(event: DomainEvent): QueuedJob[] {
  const definitions = (reactions as Record<string, JobDefinition[]>)[event.type] ?? [];
  return definitions.map((definition) => ({ definition, data: definition.parse(event as never) }));
}

async function writeHistory(em: EntityManager, events: DomainEvent[], actor: string, at: Date): Promise<void> {
  const rows = events.map(({ type, orderId = null, ticketId = null, ...data }) => ({
    type,
    order_id: orderId,
    ticket_id: ticketId,
    data,
  }));
  await em.execute(
    `insert into history (type, order_id, ticket_id, actor, data, at)
     select type, order_id, ticket_id, ?, data, ? from jsonb_to_recordset(?::jsonb)
       as event (type text, order_id uuid, ticket_id uuid, data jsonb)`,
    [actor, at, JSON.stringify(rows)],
  );
}

async function insertJobs(boss: PgBoss, jobs: QueuedJob[], em: EntityManager): Promise<string[]> {
  const byName = Map.groupBy(jobs, (job) => job.definition.name);
  const db = fromKysely(em.getKysely() as never);
  for (const [name, group] of byName) await boss.insert(name, group.map(toInsert), { db });
  return [...byName.keys()];
}

const toInsert = ({ data, startAfter, singletonKey }: QueuedJob): JobInsert => ({
  data,
  ...(startAfter ? { startAfter } : {}),
  ...(singletonKey ? { singletonKey } : {}),
});
