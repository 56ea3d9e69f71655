import { jobs } from '@kontor/domain/process';
import { dueTimers } from '@kontor/domain/timers/due-timers';
import type { Context } from '@kontor/domain/kernel/transact';
import type { Log } from '@kontor/platform/log';

const tickMs = 500;

/** Queues the jobs of due timers twice a second; any number of workers may tick. */
export function startTimers(newContext: () => Context, log: Log): { stop(): Promise<void> } {
  const definitions = new Map(jobs.map(({ definition }) => [definition.name, definition]));
  let ticking = Promise.resolve();
  const timer = setInterval(() => {
    ticking = ticking
      .then(() => dueTimers(newContext(), (name) => definitions.get(name)))
      .catch((error: unknown) => log.error({ err: error }, 'timers'));
  }, tickMs);
  return {
    async stop() {
      clearInterval(timer);
      await ticking;
    },
  };
}
