import { performEffects as lanes, sweepEffects as sweepEffectsJob } from '@kontor/domain/effects/effects.jobs';
import type { EffectKind } from '@kontor/domain/effects/effect.entity';
import { performEffects, type EffectPractice } from '@kontor/domain/effects/perform-effects';
import { sweepEffects } from '@kontor/domain/effects/sweep-effects';
import { requestReviews } from '@kontor/domain/reviews/request-reviews';
import { requestReviews as requestReviewsJob } from '@kontor/domain/reviews/reviews.jobs';
import {
  watchDeadlines as watchDeadlinesJob,
  watchShipBy as watchShipByJob,
} from '@kontor/domain/shipments/shipments.jobs';
import { watchDeadlines } from '@kontor/domain/shipments/watch-deadlines';
import { watchShipBy } from '@kontor/domain/shipments/watch-ship-by';
import { backfillOrdersJob } from './channels/backfill-orders.job.ts';
import { fetchMovementsJob } from './channels/fetch-movements.job.ts';
import { fetchMissingDataJob } from './channels/fetch-missing-data.job.ts';
import { fetchOrdersJob } from './channels/fetch-orders.job.ts';
import { fetchSettlementsJob } from './channels/fetch-settlements.job.ts';
import { proveDaysJob } from './channels/prove-days.job.ts';
import { receiveChangesJob } from './channels/receive-changes.job.ts';
import { reportPractice } from './channels/report-shipment.practice.ts';
import { reviewPractice } from './channels/review.practice.ts';
import { cancelPractice, invoicePractice, refundPractice } from './channels/submission.practice.ts';
import { printPractice } from './documents/print.practice.ts';
import { runs, type Work, type WorldJob } from './handle.ts';
import { mailPractice } from './mails/mail.practice.ts';
import { takeSettlementsJob } from './settlements/take-settlements.job.ts';
import { collectReturnsJob } from './shipments/collect-returns.job.ts';
import { handOverPractice } from './shipments/hand-over.practice.ts';

const practices: Record<EffectKind, { practice: (work: Work) => EffectPractice; batchSize: number }> = {
  print: { practice: printPractice, batchSize: 20 },
  hand_over: { practice: handOverPractice, batchSize: 20 },
  channel_shipment: { practice: reportPractice, batchSize: 10 },
  mail: { practice: mailPractice, batchSize: 20 },
  channel_cancel: { practice: cancelPractice, batchSize: 10 },
  channel_refund: { practice: refundPractice, batchSize: 10 },
  invoice_upload: { practice: invoicePractice, batchSize: 10 },
  review_request: { practice: reviewPractice, batchSize: 10 },
};

const effectJobs = (Object.keys(practices) as EffectKind[]).map((kind) =>
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
  fetchMovementsJob,
  takeSettlementsJob,
  collectReturnsJob,
  runs(watchDeadlinesJob, 1, (work) => watchDeadlines(work.newContext())),
  runs(watchShipByJob, 1, (work) => watchShipBy(work.newContext())),
  runs(requestReviewsJob, 1, (work) => requestReviews(work.newContext())),
  runs(sweepEffectsJob, 1, (work) => sweepEffects(work.newContext())),
];
