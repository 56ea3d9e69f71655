import { matchCustomers as matchCustomersJob } from '@kontor/domain/customers/customers.jobs';
import { matchCustomers } from '@kontor/domain/customers/match-customers';
import { creditCancelled } from '@kontor/domain/invoices/credit-cancelled';
import { creditRefunds } from '@kontor/domain/invoices/credit-refunds';
import { issueInvoices } from '@kontor/domain/invoices/issue-invoices';
import * as invoiceJobs from '@kontor/domain/invoices/invoices.jobs';
import { printCreditNotes, printInvoices } from '@kontor/domain/invoices/print-invoices';
import { uploadInvoices } from '@kontor/domain/invoices/upload-invoices';
import { bookCreditNotes, bookInvoices } from '@kontor/domain/ledger/book-invoices';
import * as ledgerJobs from '@kontor/domain/ledger/ledger.jobs';
import * as mailJobs from '@kontor/domain/mails/mails.jobs';
import { mailCreditNotes, mailShipments, writeMails } from '@kontor/domain/mails/write-mails';
import { releaseOrders as releaseOrdersJob } from '@kontor/domain/orders/orders.jobs';
import { releaseOrders } from '@kontor/domain/orders/release-orders';
import { matchPayments } from '@kontor/domain/settlements/match-payments';
import * as settlementJobs from '@kontor/domain/settlements/settlements.jobs';
import { handOverShipments } from '@kontor/domain/shipments/hand-over-shipments';
import { printDeliveryNotes } from '@kontor/domain/shipments/print-delivery-notes';
import { reportShipments } from '@kontor/domain/shipments/report-shipments';
import { routeOrders } from '@kontor/domain/shipments/route-orders';
import * as shipmentJobs from '@kontor/domain/shipments/shipments.jobs';
import { takeMessagesJob } from './shipments/take-messages.job.ts';
import { takes, type DatabaseJob } from './handle.ts';

const orderIds = (data: { orderId: string }[]): string[] => data.map(({ orderId }) => orderId);

/** Every job on the database alone. */
export const databaseJobs: DatabaseJob[] = [
  takes(matchCustomersJob, (ctx, data) => matchCustomers(ctx, orderIds(data))),
  takes(releaseOrdersJob, (ctx, data) => releaseOrders(ctx, orderIds(data))),
  takes(shipmentJobs.routeOrders, (ctx, data) => routeOrders(ctx, orderIds(data))),
  takes(shipmentJobs.handOverShipments, (ctx, data) => handOverShipments(ctx, orderIds(data))),
  takes(shipmentJobs.printDeliveryNotes, (ctx, data) => printDeliveryNotes(ctx, orderIds(data))),
  takes(shipmentJobs.reportShipments, (ctx, data) =>
    reportShipments(
      ctx,
      data.map(({ shipmentId }) => shipmentId),
    ),
  ),
  takeMessagesJob,
  takes(invoiceJobs.issueInvoices, (ctx, data) => issueInvoices(ctx, orderIds(data))),
  takes(invoiceJobs.printInvoices, (ctx, data) => printInvoices(ctx, data)),
  takes(invoiceJobs.creditCancelled, (ctx, data) => creditCancelled(ctx, orderIds(data))),
  takes(invoiceJobs.creditRefunds, (ctx, data) => creditRefunds(ctx, data)),
  takes(invoiceJobs.printCreditNotes, (ctx, data) => printCreditNotes(ctx, data)),
  takes(invoiceJobs.uploadInvoices, (ctx, data) => uploadInvoices(ctx, data)),
  takes(ledgerJobs.bookCreditNotes, (ctx, data) =>
    bookCreditNotes(
      ctx,
      data.map(({ creditNote }) => creditNote),
    ),
  ),
  takes(ledgerJobs.bookInvoices, (ctx, data) =>
    bookInvoices(
      ctx,
      data.map(({ invoice }) => invoice),
    ),
  ),
  takes(settlementJobs.matchPayments, (ctx, data) => matchPayments(ctx, orderIds(data))),
  takes(mailJobs.mailReceived, (ctx, data) => writeMails(ctx, 'received', orderIds(data))),
  takes(mailJobs.mailShipped, (ctx, data) =>
    mailShipments(
      ctx,
      data.map(({ shipmentId }) => shipmentId),
    ),
  ),
  takes(mailJobs.mailCreditNote, (ctx, data) => mailCreditNotes(ctx, data)),
  takes(mailJobs.mailInvoice, (ctx, data) => writeMails(ctx, 'invoice', orderIds(data))),
];
