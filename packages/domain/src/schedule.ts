import { fetchOrders, fetchSettlements } from './channels/channels.jobs.ts';
import { sweepEffects } from './effects/effects.jobs.ts';
import type { JobDefinition } from './kernel/jobs.ts';
import { collectReturns, watchDeadlines } from './shipments/shipments.jobs.ts';

/** A job with its rhythm; `key` names what it works on. */
export interface Rhythm {
  key: string;
  job: JobDefinition;
  data: object;
  everySeconds: number;
}

const rhythm = (job: JobDefinition, everySeconds: number, of?: string, data: object = {}): Rhythm => ({
  key: of ? `${job.name}:${of}` : job.name,
  job,
  data,
  everySeconds,
});

/** Every timed job and its rhythm. */
export const rhythms = {
  ofChannel: (
    { id, code }: { id: string; code: string },
    o: { pollSeconds: number; settlementPollSeconds: number },
  ): Rhythm[] => [
    rhythm(fetchOrders, o.pollSeconds, code, { channelId: id }),
    rhythm(fetchSettlements, o.settlementPollSeconds, code, { channelId: id }),
  ],
  ofCarrier: (
    { id, code }: { id: string; code: string },
    returns: { source: string; pollSeconds?: number | undefined },
  ): Rhythm[] =>
    returns.source === 'sftp' ? [rhythm(collectReturns, returns.pollSeconds ?? 60, code, { carrierId: id })] : [],
  ofInstallation: (): Rhythm[] => [rhythm(watchDeadlines, 15), rhythm(sweepEffects, 60)],
};
