import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { minute, publicUrl } from '../settings.ts';
import type { World } from '../world.ts';
import { ApiError, invalid } from './answers.ts';
import { marketplaceId } from '../population/make-order.ts';
import type { ClosedSettlement, Settlements } from './settlements.ts';

const reportType = 'GET_V2_SETTLEMENT_REPORT_DATA_FLAT_FILE_V2';
const urlLifeMs = 5 * minute;

type Query = Record<string, string | undefined>;

/** The Reports API as far as settlements go: they cannot be requested, only found. */
export class Reports {
  readonly #world: World;
  readonly #settlements: Settlements;
  readonly #links = new Map<string, { documentId: string; until: number }>();

  constructor(world: World, settlements: Settlements) {
    this.#world = world;
    this.#settlements = settlements;
  }

  list(query: Query): object {
    if (query.nextToken && Object.keys(query).length > 1) throw invalid('nextToken must be the only parameter.');
    const asked = query.nextToken
      ? this.#readToken(query.nextToken)
      : { types: query.reportTypes, since: query.createdSince, size: query.pageSize, skip: 0 };
    if (!asked.types) throw invalid('reportTypes or nextToken must be given.');
    const size = Number(asked.size ?? 10);
    if (!Number.isInteger(size) || size < 1 || size > 100) throw invalid('pageSize must be between 1 and 100.');
    const since = asked.since ? Date.parse(asked.since) : 0;
    if (Number.isNaN(since)) throw invalid('createdSince is not a date-time.');
    const found = asked.types.split(',').includes(reportType)
      ? this.#settlements
          .list()
          .filter((settlement) => Date.parse(settlement.createdAt) >= since)
          .toReversed()
      : [];
    const page = found.slice(asked.skip, asked.skip + size);
    const rest = found.length > asked.skip + size;
    const token = Buffer.from(JSON.stringify({ ...asked, skip: asked.skip + size })).toString('base64url');
    return { reports: page.map(toReport), ...(rest ? { nextToken: token } : {}) };
  }

  get(reportId: string): object {
    const found = this.#settlements.list().find((settlement) => settlement.reportId === reportId);
    if (!found) throw new ApiError(404, 'NotFound', `The report ${reportId} was not found.`);
    return toReport(found);
  }

  document(documentId: string): object {
    if (!this.#settlements.file(documentId))
      throw new ApiError(404, 'NotFound', `The document ${documentId} was not found.`);
    const secret = randomBytes(24).toString('base64url');
    this.#links.set(secret, { documentId, until: Date.now() + Math.max(2_000, this.#world.real(urlLifeMs)) });
    const isZipped = this.#isZipped(documentId);
    return {
      reportDocumentId: documentId,
      url: `${publicUrl(this.#world.settings)}/files/${secret}`,
      ...(isZipped ? { compressionAlgorithm: 'GZIP' } : {}),
    };
  }

  /** The bytes behind a link; undefined when it has expired. */
  download(secret: string): Uint8Array | undefined {
    const link = this.#links.get(secret);
    if (!link || link.until < Date.now()) return undefined;
    const file = this.#settlements.file(link.documentId);
    return file && this.#isZipped(link.documentId) ? gzipSync(file) : file;
  }

  /** Every third file comes zipped. */
  #isZipped = (documentId: string): boolean => Number(documentId.slice(-1)) % 3 === 0;

  #readToken(token: string): { types?: string; since?: string; size?: string; skip: number } {
    try {
      return JSON.parse(Buffer.from(token, 'base64url').toString()) as { skip: number };
    } catch {
      throw invalid('nextToken is invalid.');
    }
  }
}

const toReport = (settlement: ClosedSettlement): object => ({
  marketplaceIds: [marketplaceId],
  reportId: settlement.reportId,
  reportType,
  dataStartTime: settlement.start,
  dataEndTime: settlement.end,
  createdTime: settlement.createdAt,
  processingStatus: 'DONE',
  processingStartTime: settlement.createdAt,
  processingEndTime: settlement.createdAt,
  reportDocumentId: settlement.documentId,
});
