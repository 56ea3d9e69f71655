import type { SettlementReportRef } from '@kontor/domain/channels/sales-channel.port';
import { allPages } from './all-pages.ts';
import { type Amazon, read } from './amazon-account.ts';
import { fetchDocument } from './fetch-document.ts';
import { amazonReportAnswer, amazonReportDocument, amazonReportPage, type AmazonReport } from './reports.wire.ts';

const settlementReport = 'GET_V2_SETTLEMENT_REPORT_DATA_FLAT_FILE_V2';
const keptMs = 90 * 86_400_000;

/** Settlement reports of the whole account (Amazon ignores a marketplace filter); they are listed, never requested. */
export async function listSettlements(amazon: Amazon, since: Date | null): Promise<SettlementReportRef[]> {
  const isKept = since && amazon.now().getTime() - since.getTime() < keptMs;
  const first = {
    reportTypes: settlementReport,
    pageSize: '100',
    ...(isKept && { createdSince: since.toISOString() }),
  };
  const pages = await allPages(first, async (query) =>
    read(
      amazonReportPage,
      await amazon.call('getReports', { path: '/reports/2021-06-30/reports', query }),
      'report list',
    ),
  );
  return readyReports(
    amazon,
    pages.flatMap((page) => page.reports),
  );
}

/** The file of a settlement as it is, unpacked. */
export const fetchSettlement = (amazon: Amazon, { documentId }: SettlementReportRef): Promise<Uint8Array> =>
  fetchReportDocument(amazon, documentId);

/** The bytes of a report's document. */
export async function fetchReportDocument(amazon: Amazon, documentId: string): Promise<Uint8Array> {
  const path = `/reports/2021-06-30/documents/${encodeURIComponent(documentId)}`;
  const { url } = read(amazonReportDocument, await amazon.call('getReportDocument', { path }), 'report document');
  return fetchDocument(amazon, url);
}

/** A report as it stands now. */
export async function getReport(amazon: Amazon, reportId: string): Promise<AmazonReport> {
  const path = `/reports/2021-06-30/reports/${encodeURIComponent(reportId)}`;
  return read(amazonReportAnswer, await amazon.call('getReport', { path }), 'report');
}

/** Reports with a document, oldest first; those behind an unfinished one wait, so that a cursor by date misses none. */
async function readyReports(amazon: Amazon, reports: AmazonReport[]): Promise<SettlementReportRef[]> {
  const ready: SettlementReportRef[] = [];
  for (const listed of reports.toSorted((a, b) => a.createdTime.getTime() - b.createdTime.getTime())) {
    const report = listed.reportDocumentId || isGivenUp(listed) ? listed : await getReport(amazon, listed.reportId);
    if (report.processingStatus.startsWith('IN_')) break;
    if (report.processingStatus !== 'DONE' || !report.reportDocumentId) continue;
    ready.push({ reportId: report.reportId, documentId: report.reportDocumentId, createdAt: report.createdTime });
  }
  return ready;
}

const isGivenUp = ({ processingStatus }: AmazonReport): boolean => ['CANCELLED', 'FATAL'].includes(processingStatus);
