import { performEffects as lanes, sweepEffects as sweepEffectsJob } from '@kontor/domain/effects/effects.jobs';
import { performEffects } from '@kontor/domain/effects/perform-effects';
import { sweepEffects } from '@kontor/domain/effects/sweep-effects';
import * as invoiceJobs from '@kontor/domain/invoices/invoices.jobs';
import { watchChains } from '@kontor/domain/invoices/verify-chains';
import { watchMissingInvoices } from '@kontor/domain/invoices/watch-missing-invoices';
import { watchDeadlines as watchDeadlinesJob } from '@kontor/domain/shipments/shipments.jobs';
import { watchDeadlines } from '@kontor/domain/shipments/watch-deadlines';
import { backfillOrdersJob } from './channels/backfill-orders.job.ts';
import { fetchMissingDataJob } from './channels/fetch-missing-data.job.ts';
import { fetchOrdersJob } from './channels/fetch-orders.job.ts';
import { fetchSettlementsJob } from './channels/fetch-settlements.job.ts';
import { proveDaysJob } from './channels/prove-days.job.ts';
import { receiveChangesJob } from './channels/receive-changes.job.ts';
import { reportPractice } from './channels/report-shipment.practice.ts';
import { printPractice } from './documents/print.practice.ts';
import { runs, type WorldJob } from './handle.ts';
import { checkVatIdsJob } from './invoices/check-vat-ids.job.ts';
import { mailPractice } from './mails/mail.practice.ts';
import { takeSettlementsJob } from './settlements/take-settlements.job.ts';
import { collectReturnsJob } from './shipments/collect-returns.job.ts';
import { handOverPractice } from './shipments/hand-over.practice.ts';

const practices = {
  print: { practice: printPractice, batchSize: 20 },
  hand_over: { practice: handOverPractice, batchSize: 20 },
  channel_shipment: { practice: reportPractice, batchSize: 10 },
  mail: { practice: mailPractice, batchSize: 20 },
};

const effectJobs = (Object.keys(practices) as (keyof typeof practices)[]).map((kind) =>
  runs(lanes[kind], practices[kind].batchSize, (work, data) =>
    performEffects(
      work.newContext(),
      practices[kind].practice(work),
      data.map(({ effectId }) => effectId),
    ),
  ),
);

/** Every job that talks to the world, or that a timer queues. */
export const worldJobs: WorldJob[] = [
  ...effectJobs,
  fetchOrdersJob,
  receiveChangesJob,
  fetchMissingDataJob,
  proveDaysJob,
  backfillOrdersJob,
  fetchSettlementsJob,
  takeSettlementsJob,
  collectReturnsJob,
  runs(watchDeadlinesJob, 1, (work) => watchDeadlines(work.newContext())),
  checkVatIdsJob,
  runs(invoiceJobs.watchMissingInvoices, 1, (work) => watchMissingInvoices(work.newContext())),
  runs(invoiceJobs.watchChains, 1, (work) => watchChains(work.newContext())),
  runs(sweepEffectsJob, 1, (work) => sweepEffects(work.newContext())),
];
