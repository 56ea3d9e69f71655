import type { Log } from '@kontor/platform/log';

/** Runs rounds until stopped: at once again while one finds work, else after a rest; an error is logged and the next round comes. */
export function startRounds(
  name: string,
  round: () => Promise<boolean>,
  { restMs, log }: { restMs: number; log: Log },
): { stop(): Promise<void> } {
  let stopping = false;
  let wake = (): void => {};
  const run = async (): Promise<void> => {
    while (!stopping) {
      const worked = await round().catch((error: unknown) => {
        log.error({ err: error }, name);
        return false;
      });
      if (!worked && !stopping) await new Promise<void>((resolve) => ((wake = resolve), setTimeout(resolve, restMs)));
    }
  };
  const running = run();
  return {
    stop() {
      stopping = true;
      wake();
      return running;
    },
  };
}
