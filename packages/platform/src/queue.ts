import { jobs } from '@kontor/domain/process';
import { PgBoss, type ConstructorOptions } from 'pg-boss';
import type { Log } from './log.ts';

/** Where jobs end that were tried in vain. */
export const deadLetter = 'dead';

/** Connects to the queue; the worker also supervises it (expiry of lost jobs, retention). */
export async function openQueue(
  url: string,
  { log, supervise, instance }: { log: Log; supervise: boolean; instance: string },
): Promise<PgBoss> {
  const options: ConstructorOptions = {
    connectionString: url,
    max: 4,
    supervise,
    schedule: false,
    useListenNotify: supervise,
    instanceName: instance,
    // A job whose worker was killed comes back within seconds of its last heartbeat.
    superviseIntervalSeconds: 5,
    monitorIntervalSeconds: 5,
    instanceHeartbeatSeconds: 5,
  };
  const boss = new PgBoss(options);
  boss.on('error', (error) => log.error({ err: error }, 'queue'));
  boss.on('warning', (warning) => log.debug({ warning: warning.message }, 'queue'));
  await boss.start();
  return boss;
}

/** Creates the queue of every job in the process; run after the migrations. */
export async function createQueues(boss: PgBoss): Promise<void> {
  await boss.createQueue(deadLetter);
  const existing = new Set((await boss.getQueues()).map((queue) => queue.name));
  for (const { definition, lane } of jobs) {
    if (existing.has(definition.name)) continue;
    await boss.createQueue(definition.name, {
      policy: lane === 'timed' ? 'exclusive' : 'standard',
      notify: lane !== 'database',
      partition: lane === 'database',
      retryLimit: definition.retryLimit,
      retryDelay: 1,
      retryBackoff: true,
      retryDelayMax: 60,
      // A timed job has its next time; any other that is given up becomes a ticket.
      ...(lane === 'timed' ? {} : { deadLetter }),
      expireInSeconds: 600,
      ...(lane === 'database' ? {} : { heartbeatSeconds: 10 }),
    });
  }
}
