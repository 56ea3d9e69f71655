import type { Log } from './log.ts';

/**
 * Runs a process until it is told to stop: `start` gives what stops it. A start that fails is told in one line; a vanished
 * supervisor (`disconnect`) stops it like a signal.
 */
export async function runProcess(log: Log, start: () => Promise<() => Promise<void>>): Promise<void> {
  const stop = await start().catch((error: unknown) => {
    log.fatal(error instanceof Error ? error.message : String(error));
    process.exit(1);
  });
  process.send?.({ type: 'ready' });
  let stopping = false;
  const end = (): void => {
    if (stopping) return;
    stopping = true;
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'stopping');
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', end).on('SIGTERM', end).on('disconnect', end);
}
