import { gunzipSync } from 'node:zlib';
import type { z } from 'zod';
import type { IncomingOrder } from '@kontor/domain/channels/incoming-order';
import type {
  OrderPage,
  SalesChannel,
  SettlementReportRef,
  ShipmentReport,
} from '@kontor/domain/channels/sales-channel.port';
import { ConnectorError } from '@kontor/domain/kernel/connector-error';
import { httpClient } from '../../kit/http-client.ts';
import { hasStatus } from '../../kit/http-error.ts';
import { type Log, noLog } from '../../kit/log.ts';
import { type AmazonApi, amazonApi, type AmazonConnection } from './amazon-api.ts';
import { amazonOrderAnswer, amazonOrderPage, type AmazonReport } from './amazon.wire.ts';
import { amazonReportAnswer, amazonReportDocument, amazonReportPage } from './amazon.wire.ts';
import { carrierOf } from './carrier-codes.ts';
import { type DatasetReader, datasetReader, isComplete } from './datasets.ts';
import { decodeCursor, encodeCursor } from './page-cursor.ts';
import { readOrder } from './read-order.ts';
import { readSettlementFile } from './settlement-file.ts';

const settlementReport = 'GET_V2_SETTLEMENT_REPORT_DATA_FLAT_FILE_V2';
/** Amazon shows changes two minutes late and keeps reports for ninety days. */
const visibleAfterMs = 2 * 60_000;
const reportsKeptMs = 90 * 24 * 3_600_000;
const largestReport = 256 * 1024 * 1024;

interface Amazon {
  call: AmazonApi;
  datasets: DatasetReader;
  marketplaceId: string;
  now: () => Date;
  log: Log;
}

/** One Amazon account on one marketplace; keep it open, its limiter and its access token live as long as it does. */
export function amazonChannel(o: {
  connection: AmazonConnection;
  fetch?: typeof fetch;
  now?: () => Date;
  log?: Log;
  /** How long a call may wait for the limiter (default 20 s). */
  maxWaitSeconds?: number;
}): SalesChannel {
  const { connection, now = () => new Date(), log = noLog } = o;
  const http = httpClient({ fetch: o.fetch, log });
  const amazon: Amazon = {
    call: amazonApi({ connection, http, now, maxWaitSeconds: o.maxWaitSeconds }),
    datasets: datasetReader(now, log),
    marketplaceId: connection.marketplaceId,
    now,
    log,
  };
  return {
    fetchOrders: (since, next) => fetchOrders(amazon, since, next),
    fetchOrder: (channelOrderId) => fetchOrder(amazon, channelOrderId),
    confirmShipment: (report) => confirmShipment(amazon, report),
    listSettlements: (since) => listSettlements(amazon, since),
    async fetchSettlement(ref) {
      const path = `/reports/2021-06-30/documents/${encodeURIComponent(ref.documentId)}`;
      const { url } = read(amazonReportDocument, await amazon.call('getReportDocument', { path }), 'report document');
      const { bytes } = await http({ url: new URL(url) }).catch(askAgain);
      return isGzip(bytes) ? gunzipSync(bytes, { maxOutputLength: largestReport }) : bytes;
    },
    readSettlement: readSettlementFile,
  };
}

/** Parses an answer of Amazon's; an unreadable one is a gateway's page or an outage, so it is worth another try. */
function read<S extends z.ZodType>(schema: S, answer: unknown, what: string): z.output<S> {
  const parsed = schema.safeParse(answer);
  if (!parsed.success) throw new ConnectorError(`Amazon: unreadable ${what}`, { retryable: true });
  return parsed.data;
}

async function fetchOrders(amazon: Amazon, since: Date, next: string | null): Promise<OrderPage> {
  const cursor = next === null ? undefined : decodeCursor(next);
  const from = cursor?.since ?? since.toISOString();
  const { answer, included } = await amazon.datasets.read(
    (includedData) =>
      amazon.call('searchOrders', {
        path: '/orders/2026-01-01/orders',
        query: {
          lastUpdatedAfter: from,
          marketplaceIds: amazon.marketplaceId,
          maxResultsPerPage: '100',
          ...(includedData.length && { includedData: includedData.join(',') }),
          ...(cursor && { paginationToken: cursor.token }),
        },
      }),
    cursor?.included,
  );
  const page = read(amazonOrderPage, answer, 'order page');
  const token = page.pagination?.nextToken;
  const readings = page.orders.map(readOrder);
  return {
    orders: readings.flatMap((reading) => ('order' in reading ? reading.order : [])),
    unreadable: readings.flatMap((reading) => ('unreadable' in reading ? reading.unreadable : [])),
    next: token ? encodeCursor({ since: from, included, token }) : null,
    // what was read without an essential data set has to be read again
    completeUntil: isComplete(included)
      ? (page.lastUpdatedBefore ?? new Date(amazon.now().getTime() - visibleAfterMs))
      : new Date(from),
  };
}

async function fetchOrder(amazon: Amazon, channelOrderId: string): Promise<IncomingOrder | null> {
  const path = `/orders/2026-01-01/orders/${encodeURIComponent(channelOrderId)}`;
  try {
    const { answer } = await amazon.datasets.read((includedData) =>
      amazon.call('getOrder', {
        path,
        ...(includedData.length && { query: { includedData: includedData.join(',') } }),
      }),
    );
    const reading = readOrder(read(amazonOrderAnswer, answer, 'order').order);
    if ('order' in reading) return reading.order;
    throw new ConnectorError(`Amazon: unreadable order: ${reading.unreadable.problem}`, { retryable: false });
  } catch (error) {
    if (hasStatus(error, 404)) return null;
    throw error;
  }
}

async function confirmShipment(amazon: Amazon, report: ShipmentReport): Promise<void> {
  try {
    await amazon.call('confirmShipment', {
      path: `/orders/v0/orders/${encodeURIComponent(report.channelOrderId)}/shipmentConfirmation`,
      body: { marketplaceId: amazon.marketplaceId, packageDetail: packageDetail(report) },
    });
  } catch (error) {
    if (!hasStatus(error, 400) || !(await isShipped(amazon, report))) throw error;
  }
}

function packageDetail(report: ShipmentReport): object {
  return {
    // a number here is answered with 400 since January 2026
    packageReferenceId: String(report.packageReference),
    ...carrierOf(report.parcelService, report.serviceLevel),
    trackingNumber: report.trackingNumber,
    shipDate: report.shippedAt.toISOString(),
    orderItems: report.lines.map((line) => ({ orderItemId: line.channelLineId, quantity: line.quantity })),
  };
}

/** After a refusal: does Amazon have the package, or the whole order as shipped already? */
async function isShipped(amazon: Amazon, report: ShipmentReport): Promise<boolean> {
  const order = await fetchOrder(amazon, report.channelOrderId);
  if (order?.packages.some((item) => item.trackingNumber === report.trackingNumber)) return true;
  if (order?.status !== 'shipped') return false;
  amazon.log.warn({ channelOrderId: report.channelOrderId }, 'already shipped at Amazon under another tracking number');
  return true;
}

async function listSettlements(amazon: Amazon, since: Date | null): Promise<SettlementReportRef[]> {
  const isKept = since && amazon.now().getTime() - since.getTime() < reportsKeptMs;
  const reports: AmazonReport[] = [];
  let query: Record<string, string> = {
    reportTypes: settlementReport,
    pageSize: '100',
    ...(isKept && { createdSince: since.toISOString() }),
  };
  for (;;) {
    const answer = await amazon.call('getReports', { path: '/reports/2021-06-30/reports', query });
    const page = read(amazonReportPage, answer, 'report list');
    reports.push(...page.reports);
    if (!page.nextToken) break;
    // Amazon refuses any other argument beside the token
    query = { nextToken: page.nextToken };
  }
  return readyReports(amazon, reports);
}

/** Reports with a document, oldest first; those behind an unfinished one wait, so that a cursor by date misses none. */
async function readyReports(amazon: Amazon, reports: AmazonReport[]): Promise<SettlementReportRef[]> {
  const ready: SettlementReportRef[] = [];
  for (const listed of reports.toSorted((a, b) => a.createdTime.getTime() - b.createdTime.getTime())) {
    const report = listed.reportDocumentId ? listed : await fetchReport(amazon, listed);
    if (report.processingStatus.startsWith('IN_')) break;
    if (report.processingStatus !== 'DONE' || !report.reportDocumentId) continue;
    ready.push({ reportId: report.reportId, documentId: report.reportDocumentId, createdAt: report.createdTime });
  }
  return ready;
}

async function fetchReport(amazon: Amazon, report: AmazonReport): Promise<AmazonReport> {
  if (['CANCELLED', 'FATAL'].includes(report.processingStatus)) return report;
  const path = `/reports/2021-06-30/reports/${encodeURIComponent(report.reportId)}`;
  return read(amazonReportAnswer, await amazon.call('getReport', { path }), 'report');
}

/** The address of a document lives five minutes: whatever its store answers, asking for a new address helps. */
function askAgain(error: unknown): never {
  if (!(error instanceof ConnectorError) || error.retryable) throw error;
  throw new ConnectorError(error.message, { retryable: true, arrived: 'no', cause: error });
}

const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;
