import { isPolled } from './carriers/carrier-connection.ts';
import { armMatrix } from './carriers/carriers.jobs.ts';
import {
  fetchMissingData,
  fetchMovements,
  fetchOrders,
  fetchSettlements,
  proveDays,
  receiveChanges,
} from './channels/channels.jobs.ts';
import { sweepEffects } from './effects/effects.jobs.ts';
import { checkVatIds, watchChains, watchMissingInvoices } from './invoices/invoices.jobs.ts';
import type { JobDefinition } from './kernel/jobs.ts';
import { requestReviews } from './reviews/reviews.jobs.ts';
import { closeBatches, collectReturns, watchDeadlines, watchShipBy } from './shipments/shipments.jobs.ts';
import { watchPayments } from './settlements/settlements.jobs.ts';

/** A job with its rhythm; `key` names what it works on. */
export interface Rhythm {
  key: string;
  job: JobDefinition;
  data: object;
  everySeconds: number;
  /** Set: this cron expression instead of the interval, in the company's time zone. */
  cron: string | null;
}

/** How often a channel is asked; seconds. */
export interface ChannelRhythm {
  pollSeconds: number;
  /** Instead of pollSeconds for orders. */
  pollCron?: string | null | undefined;
  settlementPollSeconds: number;
  signalPollSeconds?: number | undefined;
  missingDataPollSeconds?: number | undefined;
  proofPollSeconds?: number | undefined;
  movementPollSeconds?: number | undefined;
}

const rhythm = (
  job: JobDefinition,
  everySeconds: number,
  of?: string,
  data: object = {},
  cron: string | null = null,
): Rhythm => ({
  key: of ? `${job.name}:${of}` : job.name,
  job,
  data,
  everySeconds,
  cron,
});

/** Every timed job and its rhythm. */
export const rhythms = {
  ofChannel: ({ id, code }: { id: string; code: string }, o: ChannelRhythm): Rhythm[] => [
    rhythm(fetchOrders, o.pollSeconds, code, { channelId: id }, o.pollCron ?? null),
    rhythm(receiveChanges, o.signalPollSeconds ?? 5, code, { channelId: id }),
    rhythm(fetchMissingData, o.missingDataPollSeconds ?? 60, code, { channelId: id }),
    rhythm(proveDays, o.proofPollSeconds ?? 900, code, { channelId: id }),
    rhythm(fetchSettlements, o.settlementPollSeconds, code, { channelId: id }),
    rhythm(fetchMovements, o.movementPollSeconds ?? 1_800, code, { channelId: id }),
  ],
  ofCarrier: (
    { id, code }: { id: string; code: string },
    returns: { source: string; pollSeconds?: number | undefined },
    batchCron: string | null,
  ): Rhythm[] => [
    ...(isPolled(returns.source) ? [rhythm(collectReturns, returns.pollSeconds ?? 60, code, { carrierId: id })] : []),
    ...(batchCron ? [rhythm(closeBatches, 60, code, { carrierId: id }, batchCron)] : []),
  ],
  ofInstallation: (): Rhythm[] => [
    rhythm(watchDeadlines, 15),
    rhythm(watchShipBy, 60),
    rhythm(requestReviews, 60),
    rhythm(sweepEffects, 60),
    rhythm(armMatrix, 15),
    rhythm(watchPayments, 300),
    rhythm(checkVatIds, 20),
    rhythm(watchMissingInvoices, 120),
    rhythm(watchChains, 86_400),
  ],
};
