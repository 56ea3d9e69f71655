import { Carrier } from '@kontor/domain/carriers/carrier.entity';
import { Channel } from '@kontor/domain/channels/channel.entity';
import { effectKinds } from '@kontor/domain/effects/effect.entity';
import { sqlArray } from '@kontor/domain/kernel/batch';
import { Timer } from '@kontor/domain/timers/timer.entity';
import { WebhookEndpoint } from '@kontor/domain/webhooks/webhook.entity';
import { deadLetter } from '@kontor/platform/queue';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { PgBoss } from 'pg-boss';
import { decodeKeyset, exactly, pageSize, toPage, type Page } from '../pages.ts';
import type { HealthArea, Observed } from './judge-health.ts';

const nothing = { rests: false, broken: false, waiting: 0, seconds: null, failed: 0, inDoubt: 0 };
const observed = (area: HealthArea, key: string, name: string, o: Partial<Observed>): Observed => ({
  area,
  key,
  name,
  ...nothing,
  lastAt: null,
  nextAt: null,
  problem: null,
  ...o,
});
const secondsSince = (at: Date, now: Date): number => Math.max(0, Math.round((now.getTime() - at.getTime()) / 1_000));

/** Every part of the machinery as it stands now. */
export async function observeAll(em: EntityManager, boss: PgBoss, now: Date): Promise<Observed[]> {
  return [
    ...(await observeWorkers(boss, now)),
    await observeHistory(em),
    ...(await observeChannels(em)),
    ...(await observeCarriers(em)),
    ...(await observeEffects(em)),
    ...(await observeWebhooks(em)),
    ...(await observeQueues(em)),
  ];
}

async function observeWorkers(boss: PgBoss, now: Date): Promise<Observed[]> {
  const instances = (await boss.getInstances()).filter(({ name }) => name === 'worker');
  const live = instances.filter((instance) => instance.live);
  const lastAt =
    instances.map(({ heartbeatOn }) => heartbeatOn).toSorted((a, b) => b.getTime() - a.getTime())[0] ?? null;
  const seconds = lastAt && !live.length ? secondsSince(lastAt, now) : null;
  return [observed('worker', 'worker', `${live.length}`, { broken: !live.length, lastAt, seconds })];
}

/** How long followers (cockpit, webhooks, figures) have had to wait for the oldest open transaction. */
async function observeHistory(em: EntityManager): Promise<Observed> {
  const [row] = (await em.execute(
    `select count(*)::int as waiting, extract(epoch from now() - min(at))::int as seconds,
            (select at from history where xid < pg_snapshot_xmin(pg_current_snapshot()) order by history.xid desc, history.seq desc limit 1) as last_at
       from history where xid >= pg_snapshot_xmin(pg_current_snapshot())`,
  )) as { waiting: number; seconds: number | null; last_at: string | null }[];
  const lastAt = row!.last_at ? new Date(row!.last_at) : null;
  return observed('history', 'history', '', { waiting: row!.waiting, seconds: row!.seconds, lastAt });
}

async function observeChannels(em: EntityManager): Promise<Observed[]> {
  const channels = await em.find(Channel, {}, { orderBy: { code: 'asc' } });
  const timers = await em.find(Timer, { key: { $like: 'channels.fetch-orders:%' } });
  return channels.map(({ code, name, paused, lastError = null, lastFetchedAt = null }) => {
    const timer = timers.find(({ key }) => key === `channels.fetch-orders:${code}`);
    const nextAt = paused ? null : (timer?.nextAt ?? null);
    return observed('channel', code, name, { rests: paused, problem: lastError, lastAt: lastFetchedAt, nextAt });
  });
}

async function observeCarriers(em: EntityManager): Promise<Observed[]> {
  const carriers = await em.find(Carrier, {}, { orderBy: { code: 'asc' } });
  const rows = (await em.execute(
    `select s.carrier_id, count(*) filter (where s.overdue)::int as overdue, count(*)::int as waiting,
            extract(epoch from now() - min(s.confirm_by) filter (where s.overdue))::int as seconds
       from shipment s where s.state in ('planned', 'packing', 'transmitted') group by 1`,
  )) as { carrier_id: string; overdue: number; waiting: number; seconds: number | null }[];
  return carriers.map(({ id, code, name, active, answersSoughtAt: lastAt = null }) => {
    const { overdue = 0, waiting = 0, seconds = null } = rows.find((row) => row.carrier_id === id) ?? {};
    return observed('carrier', code, name, { rests: !active, waiting, inDoubt: overdue, seconds, lastAt });
  });
}

async function observeEffects(em: EntityManager): Promise<Observed[]> {
  const rows = (await em.execute(
    `select kind, count(*) filter (where state in ('pending', 'sending'))::int as waiting,
            count(*) filter (where state = 'failed')::int as failed, count(*) filter (where state = 'in_doubt')::int as in_doubt,
            extract(epoch from now() - min(created_at) filter (where state in ('pending', 'sending')))::int as seconds
       from effect where state in ('pending', 'sending', 'failed', 'in_doubt') group by kind`,
  )) as { kind: string; waiting: number; failed: number; in_doubt: number; seconds: number | null }[];
  return effectKinds.map((kind) => {
    const { in_doubt: inDoubt = 0, ...counts } = rows.find((row) => row.kind === kind) ?? {};
    return observed('effect', kind, kind, { ...counts, inDoubt });
  });
}

async function observeWebhooks(em: EntityManager): Promise<Observed[]> {
  const endpoints = await em.find(WebhookEndpoint, { state: { $ne: 'removed' } }, { orderBy: { createdAt: 'asc' } });
  return endpoints.map(({ id, url, state, lastError = null, nextAt, attempts }) =>
    observed('webhook', id, new URL(url).host, {
      broken: state === 'stopped',
      rests: state === 'paused',
      problem: state === 'active' && attempts === 0 ? null : lastError,
      nextAt: attempts ? nextAt : null,
    }),
  );
}

/** Counts as the queue keeps them, not older than some seconds; failures of timed jobs pass with their next time. */
async function observeQueues(em: EntityManager): Promise<Observed[]> {
  const rows = (await em.execute(
    `select name, ready_count + active_count as waiting, failed_count as failed, ready_oldest_seconds as seconds,
            policy = 'exclusive' as timed, monitor_on from pgboss.queue where name <> ? order by name`,
    [deadLetter],
  )) as {
    name: string;
    waiting: number;
    failed: number;
    seconds: number | null;
    timed: boolean;
    monitor_on: string | null;
  }[];
  return rows.map(({ name, waiting, failed, seconds, timed, monitor_on }) =>
    observed('queue', name, name, {
      waiting,
      seconds,
      failed: timed ? 0 : failed,
      lastAt: monitor_on ? new Date(monitor_on) : null,
    }),
  );
}

/** One piece of background work. */
export interface JobRow {
  id: string;
  name: string;
  state: string;
  attempts: number;
  attemptsAllowed: number;
  createdAt: Date;
  startedAt: Date | null;
  endedAt: Date | null;
  data: object;
  error: string | null;
}

/** What is queued, runs or has failed, newest first; done work is not kept in a list. */
export async function jobsPage(
  em: EntityManager,
  of: { states: string[]; name: string | null },
  page: { first: number | null; after: string | null },
): Promise<Page<JobRow>> {
  const size = pageSize(page.first);
  const key = page.after ? decodeKeyset(page.after) : null;
  // The second condition says nothing new, but lets PostgreSQL read the queues' index of what is not done.
  const where = `name <> ? and state = any(?::pgboss.job_state[]) and state in ('created', 'retry', 'active', 'failed')
        and (?::text is null or name = ?)`;
  const params = [deadLetter, sqlArray(of.states), of.name, of.name];
  const rows = (await em.execute(
    `select id, name, state::text as state, retry_count, retry_limit, created_on, started_on, completed_on, data, output,
            ${exactly('created_on')} as exact
       from pgboss.job where ${where} ${key ? 'and (created_on, id) < (?::timestamptz, ?::uuid)' : ''}
      order by created_on desc, id desc limit ?`,
    [...params, ...(key ? [key.at, key.id] : []), size + 1],
  )) as StoredJob[];
  const [{ n }] = (await em.execute(`select count(*)::int as n from pgboss.job where ${where}`, params)) as [
    { n: number },
  ];
  return toPage(rows.map(toJob), size, n, ({ exact, id }) => ({ at: exact, id }));
}

interface StoredJob {
  id: string;
  name: string;
  state: string;
  retry_count: number;
  retry_limit: number;
  created_on: string;
  started_on: string | null;
  completed_on: string | null;
  data: object | null;
  output: { message?: string } | null;
  exact: string;
}

const toJob = ({ id, name, state, retry_count, retry_limit, data, output, exact, ...at }: StoredJob) => ({
  id,
  name,
  state,
  exact,
  attempts: retry_count + 1,
  attemptsAllowed: retry_limit + 1,
  data: data ?? {},
  createdAt: new Date(at.created_on),
  startedAt: at.started_on ? new Date(at.started_on) : null,
  endedAt: at.completed_on ? new Date(at.completed_on) : null,
  error: output ? (output.message ?? JSON.stringify(output)).slice(0, 2_000) : null,
});
