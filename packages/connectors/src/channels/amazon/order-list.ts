import type { ListedOrder, OrderList, Period } from '@kontor/domain/channels/sales-channel.port';
import { hasStatus } from '../../kit/http-error.ts';
import { type Amazon, read } from './amazon-account.ts';
import { fetchReportDocument, getReport } from './fetch-settlements.ts';
import { isSoldAt } from './marketplaces.ts';
import { amazonReportCreated } from './reports.wire.ts';
import { decodeSettlement } from './settlement-text.ts';

const orderReport = 'GET_FLAT_FILE_ALL_ORDERS_DATA_BY_ORDER_DATE_GENERAL';

/** Asks Amazon for its own list of the orders placed in a period: a report, another way than searchOrders (F6). */
export async function requestOrderList(amazon: Amazon, { from, to }: Period): Promise<string> {
  const answer = await amazon.call('createReport', {
    path: '/reports/2021-06-30/reports',
    body: {
      reportType: orderReport,
      dataStartTime: from.toISOString(),
      dataEndTime: to.toISOString(),
      marketplaceIds: amazon.connection.marketplaceIds,
    },
  });
  return read(amazonReportCreated, answer, 'report id').reportId;
}

/** What has become of that list; a cancelled report is Amazon's word for an empty one. One that is gone or unreadable is asked for anew. */
export async function readOrderList(amazon: Amazon, listId: string): Promise<OrderList> {
  const report = await getReport(amazon, listId).catch(nullWhenGone);
  if (!report) return { state: 'failed', problem: 'Amazon does not know the report any more' };
  if (report.processingStatus.startsWith('IN_')) return { state: 'waiting' };
  if (report.processingStatus === 'CANCELLED') return { state: 'ready', orders: [] };
  if (report.processingStatus !== 'DONE' || !report.reportDocumentId)
    return { state: 'failed', problem: `report ${report.processingStatus}` };
  const file = await fetchReportDocument(amazon, report.reportDocumentId);
  const orders = readList(file, amazon.connection.marketplaceIds);
  return orders ? { state: 'ready', orders } : { state: 'failed', problem: 'unreadable order list' };
}

function nullWhenGone(error: unknown): null {
  if (hasStatus(error, 400, 404)) return null;
  throw error;
}

/** Tab separated, titles in any order; an order has a line per item. Orders of other marketplaces are left out; null when unreadable. */
function readList(bytes: Uint8Array, marketplaceIds: string[]): ListedOrder[] | null {
  const [titles = '', ...lines] = decodeSettlement(bytes)
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/);
  const columns = titles.split('\t').map((title) => title.trim().toLowerCase());
  const rows = lines
    .filter((line) => line.trim())
    .map((line) => line.split('\t'))
    .map((cells) => (title: string) => cells[columns.indexOf(title)]?.trim() ?? '')
    .filter((cell) => isSoldAt(cell('sales-channel'), marketplaceIds))
    .map((cell) => ({ channelOrderId: cell('amazon-order-id'), placedAt: new Date(cell('purchase-date')) }));
  const isReadable = columns.includes('amazon-order-id') && columns.includes('purchase-date');
  if (!isReadable || rows.some((row) => !row.channelOrderId || Number.isNaN(row.placedAt.getTime()))) return null;
  return [...new Map(rows.map((row) => [row.channelOrderId, row])).values()];
}
