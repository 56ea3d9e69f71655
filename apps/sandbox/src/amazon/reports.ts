import { z } from 'zod';
import { minute } from '../settings.ts';
import type { World } from '../world.ts';
import { sellsAt, type Account } from './accounts.ts';
import { ApiError, invalid } from './answers.ts';
import { pageOf, readListArguments, type ListArguments } from './list-token.ts';
import { orderListFile, ordersPlaced } from './order-list.ts';
import { parseBody } from './parse-body.ts';
import type { Query } from './query.ts';
import type { ClosedSettlement, Settlements } from './settlements.ts';
import type { StoredFiles } from './stored-files.ts';

const settlementType = 'GET_V2_SETTLEMENT_REPORT_DATA_FLAT_FILE_V2';
const orderListType = 'GET_FLAT_FILE_ALL_ORDERS_DATA_BY_ORDER_DATE_GENERAL';
const longestMs = 31 * 86_400_000;

const reportBody = z.strictObject({
  reportType: z.string(),
  marketplaceIds: z.array(z.string()).min(1).max(25),
  dataStartTime: z.iso.datetime({ offset: true }).optional(),
  dataEndTime: z.iso.datetime({ offset: true }).optional(),
  reportOptions: z.record(z.string(), z.string()).optional(),
});

type Status = 'IN_QUEUE' | 'IN_PROGRESS' | 'DONE' | 'CANCELLED' | 'FATAL';

/** A report in the shape of the official model. */
interface Report {
  reportId: string;
  reportType: string;
  marketplaceIds: string[];
  dataStartTime: string;
  dataEndTime: string;
  createdTime: string;
  processingStatus: Status;
  processingStartTime?: string;
  processingEndTime?: string;
  reportDocumentId?: string;
}
interface ReportRow {
  id: string;
  seller: string;
  status: Status;
  data: string;
}

/** The Reports API: settlements can only be found, the list of orders only be requested. */
export class Reports {
  readonly #world: World;
  readonly #settlements: Settlements;
  readonly #files: StoredFiles;

  constructor(world: World, settlements: Settlements, files: StoredFiles) {
    this.#world = world;
    this.#settlements = settlements;
    this.#files = files;
    world.timers.on<{ id: string }>('report-starts', ({ id }) => this.#start(id));
    world.timers.on<{ id: string }>('report-ends', ({ id }) => this.#end(id));
  }

  create(account: Account, body: unknown): object {
    const { reportType, marketplaceIds, dataStartTime, dataEndTime } = parseBody(reportBody, body);
    if (reportType === settlementType) throw invalid('Report type 1118 is not allowed to be requested.');
    if (reportType !== orderListType) throw invalid(`Report type ${reportType} is not known.`);
    const foreign = marketplaceIds.find((id) => !sellsAt(account, id));
    if (foreign) throw invalid(`The marketplace ${foreign} is not the seller’s.`);
    const now = new Date(this.#world.marketplaceNow()).toISOString();
    const from = dataStartTime ? new Date(dataStartTime).toISOString() : now;
    const until = dataEndTime ? new Date(dataEndTime).toISOString() : now;
    if (until < from) throw invalid('dataEndTime must not be before dataStartTime.');
    const report: Report = {
      reportId: String(this.#world.state.nextNumber('reports', 80_000_000_001)),
      reportType,
      marketplaceIds,
      dataStartTime: from,
      dataEndTime: until,
      createdTime: now,
      processingStatus: 'IN_QUEUE',
    };
    this.#world.state.run(
      'insert into report (id, seller, type, status, created_at, data) values (?, ?, ?, ?, ?, ?)',
      report.reportId,
      account.sellerId,
      reportType,
      report.processingStatus,
      Date.parse(now),
      JSON.stringify(report),
    );
    this.#later(report.reportId, 'report-starts');
    return { reportId: report.reportId };
  }

  /** The marketplace is no filter for settlements: an account's are all told. */
  list(account: Account, query: Query): object {
    const asked = readListArguments(query, 'reportTypes');
    const found = this.#all(account)
      .filter((report) => isAsked(report, asked))
      .toSorted((a, b) => b.createdTime.localeCompare(a.createdTime) || b.reportId.localeCompare(a.reportId));
    const { page, nextToken } = pageOf(found, asked);
    return { reports: page, ...(nextToken ? { nextToken } : {}) };
  }

  get(account: Account, reportId: string): object {
    const found = this.#all(account).find((report) => report.reportId === reportId);
    if (!found) throw new ApiError(404, 'NotFound', `The report ${reportId} was not found.`);
    return found;
  }

  cancel({ sellerId }: Account, reportId: string): object {
    const row = this.#world.state.get<ReportRow>(
      'select * from report where id = ? and seller = ?',
      reportId,
      sellerId,
    );
    if (!row) throw new ApiError(404, 'NotFound', `The report ${reportId} was not found.`);
    if (row.status !== 'IN_QUEUE') throw invalid(`The report ${reportId} is ${row.status} and cannot be cancelled.`);
    this.#world.timers.clear(`report-starts:${reportId}`);
    this.#change(reportId, 'CANCELLED', { processingEndTime: new Date(this.#world.marketplaceNow()).toISOString() });
    return {};
  }

  document({ sellerId }: Account, documentId: string): object {
    const kept = this.#files.find(sellerId, documentId);
    if (kept?.bytes) return { reportDocumentId: documentId, ...this.#files.download(kept) };
    const isTheirs = this.#settlements
      .list(sellerId)
      .some((closed) => closed.documentId === documentId || closed.twin?.documentId === documentId);
    if (!isTheirs) throw new ApiError(404, 'NotFound', `The document ${documentId} was not found.`);
    // Every third file comes zipped.
    const isZipped = Number(documentId.slice(-1)) % 3 === 0;
    return { reportDocumentId: documentId, ...this.#files.link(() => this.#settlements.file(documentId), isZipped) };
  }

  #all({ sellerId }: Account): Report[] {
    const requested = this.#world.state
      .all<ReportRow>('select * from report where seller = ?', sellerId)
      .map(({ data }) => JSON.parse(data) as Report);
    return [...requested, ...this.#settlements.list(sellerId).flatMap(toReports)];
  }

  #later(id: string, kind: 'report-starts' | 'report-ends'): void {
    const { chance, timers, real } = this.#world;
    timers.set(`${kind}:${id}`, kind, real(minute + chance.next() * 2 * minute), { id });
  }

  #start(id: string): void {
    this.#change(id, 'IN_PROGRESS', { processingStartTime: new Date(this.#world.marketplaceNow()).toISOString() });
    this.#later(id, 'report-ends');
  }

  /** A report without any row is cancelled, as Amazon does; one over too long a period fails. */
  #end(id: string): void {
    const { state } = this.#world;
    const { seller, data } = state.get<ReportRow>('select * from report where id = ?', id)!;
    const { dataStartTime, dataEndTime, marketplaceIds } = JSON.parse(data) as Report;
    const processingEndTime = new Date(this.#world.marketplaceNow()).toISOString();
    const [from, until] = [Date.parse(dataStartTime), Date.parse(dataEndTime)];
    if (until - from > longestMs || this.#world.faults.take('reportFails'))
      return this.#change(id, 'FATAL', { processingEndTime });
    const orders = ordersPlaced(this.#world, seller, from, until, marketplaceIds);
    if (!orders.length) return this.#change(id, 'CANCELLED', { processingEndTime });
    state.atomically(() => {
      const type = 'text/plain; charset=Cp1252';
      const reportDocumentId = this.#files.keep(seller, orderListFile(orders), type, Number(id) % 2 === 0);
      this.#change(id, 'DONE', { processingEndTime, reportDocumentId });
    });
  }

  #change(id: string, status: Status, more: Partial<Report>): void {
    const data = JSON.stringify({ ...more, processingStatus: status });
    this.#world.state.run('update report set status = ?, data = json_patch(data, ?) where id = ?', status, data, id);
  }
}

const isAsked = (report: Report, asked: ListArguments): boolean =>
  asked.types.includes(report.reportType) &&
  (!asked.statuses.length || asked.statuses.includes(report.processingStatus)) &&
  (report.reportType === settlementType ||
    !asked.marketplaceIds.length ||
    report.marketplaceIds.some((id) => asked.marketplaceIds.includes(id))) &&
  Date.parse(report.createdTime) >= asked.since &&
  Date.parse(report.createdTime) <= asked.until;

/** A settlement as reports: once, or once more under another number. */
function toReports(settlement: ClosedSettlement): Report[] {
  const base = {
    reportType: settlementType,
    marketplaceIds: [settlement.marketplaceId],
    dataStartTime: settlement.start,
    dataEndTime: settlement.end,
    createdTime: settlement.createdAt,
    processingStatus: 'DONE' as const,
    processingStartTime: settlement.createdAt,
    processingEndTime: settlement.createdAt,
  };
  const { reportId, documentId, twin } = settlement;
  return [
    { ...base, reportId, reportDocumentId: documentId },
    ...(twin
      ? [{ ...base, marketplaceIds: [twin.marketplaceId], reportId: twin.reportId, reportDocumentId: twin.documentId }]
      : []),
  ];
}
