import { sweepEffects as sweepEffectsJob, performEffects as lanes } from '@kontor/domain/effects/effects.jobs';
import { performEffects } from '@kontor/domain/effects/perform-effects';
import { sweepEffects } from '@kontor/domain/effects/sweep-effects';
import { matchCustomers as matchCustomersJob } from '@kontor/domain/customers/customers.jobs';
import { matchCustomers } from '@kontor/domain/customers/match-customers';
import { issueInvoices } from '@kontor/domain/invoices/issue-invoices';
import * as invoiceJobs from '@kontor/domain/invoices/invoices.jobs';
import { printInvoices } from '@kontor/domain/invoices/print-invoices';
import * as mailJobs from '@kontor/domain/mails/mails.jobs';
import { writeMails } from '@kontor/domain/mails/write-mails';
import { releaseOrders as releaseOrdersJob } from '@kontor/domain/orders/orders.jobs';
import { releaseOrders } from '@kontor/domain/orders/release-orders';
import { matchPayments } from '@kontor/domain/settlements/match-payments';
import * as settlementJobs from '@kontor/domain/settlements/settlements.jobs';
import { handOverShipments } from '@kontor/domain/shipments/hand-over-shipments';
import { printDeliveryNotes } from '@kontor/domain/shipments/print-delivery-notes';
import { reportShipments } from '@kontor/domain/shipments/report-shipments';
import { routeOrders } from '@kontor/domain/shipments/route-orders';
import * as shipmentJobs from '@kontor/domain/shipments/shipments.jobs';
import { watchDeadlines } from '@kontor/domain/shipments/watch-deadlines';
import { fetchOrdersJob } from './channels/fetch-orders.job.ts';
import { fetchSettlementsJob } from './channels/fetch-settlements.job.ts';
import { reportPractice } from './channels/report-shipment.practice.ts';
import { printPractice } from './documents/print.practice.ts';
import { runs, takes, type DatabaseJob, type WorldJob } from './handle.ts';
import { mailPractice } from './mails/mail.practice.ts';
import { takeSettlementsJob } from './settlements/take-settlements.job.ts';
import { collectReturnsJob } from './shipments/collect-returns.job.ts';
import { handOverPractice } from './shipments/hand-over.practice.ts';
import { takeMessagesJob } from './shipments/take-messages.job.ts';

const orderIds = (data: { orderId: string }[]): string[] => data.map(({ orderId }) => orderId);

/** Every job on the database alone. */
export const databaseJobs: DatabaseJob[] = [
  takes(matchCustomersJob, (ctx, data) => matchCustomers(ctx, orderIds(data))),
  takes(releaseOrdersJob, (ctx, data) => releaseOrders(ctx, orderIds(data))),
  takes(shipmentJobs.routeOrders, (ctx, data) => routeOrders(ctx, orderIds(data))),
  takes(shipmentJobs.handOverShipments, (ctx, data) => handOverShipments(ctx, orderIds(data))),
  takes(shipmentJobs.printDeliveryNotes, (ctx, data) => printDeliveryNotes(ctx, orderIds(data))),
  takes(shipmentJobs.reportShipments, (ctx, data) => reportShipments(ctx, data.map(({ shipmentId }) => shipmentId))),
  takeMessagesJob,
  takes(invoiceJobs.issueInvoices, (ctx, data) => issueInvoices(ctx, orderIds(data))),
  takes(invoiceJobs.printInvoices, (ctx, data) => printInvoices(ctx, data)),
  takes(settlementJobs.matchPayments, (ctx, data) => matchPayments(ctx, orderIds(data))),
  takes(mailJobs.mailReceived, (ctx, data) => writeMails(ctx, 'received', orderIds(data))),
  takes(mailJobs.mailShipped, (ctx, data) => writeMails(ctx, 'shipped', orderIds(data))),
  takes(mailJobs.mailInvoice, (ctx, data) => writeMails(ctx, 'invoice', orderIds(data))),
];

const practices = {
  print: { practice: printPractice, batchSize: 20 },
  hand_over: { practice: handOverPractice, batchSize: 20 },
  channel_shipment: { practice: reportPractice, batchSize: 10 },
  mail: { practice: mailPractice, batchSize: 20 },
};

const effectJobs = (Object.keys(practices) as (keyof typeof practices)[]).map((kind) =>
  runs(lanes[kind], practices[kind].batchSize, (work, data) =>
    performEffects(work.newContext(), practices[kind].practice(work), data.map(({ effectId }) => effectId)),
  ),
);

/** Every job that talks to the world, or that a timer queues. */
export const worldJobs: WorldJob[] = [
  ...effectJobs,
  fetchOrdersJob,
  fetchSettlementsJob,
  takeSettlementsJob,
  collectReturnsJob,
  runs(shipmentJobs.watchDeadlines, 1, (work) => watchDeadlines(work.newContext())),
  runs(sweepEffectsJob, 1, (work) => sweepEffects(work.newContext())),
];
