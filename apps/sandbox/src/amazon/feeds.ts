import { z } from 'zod';
import { minute } from '../settings.ts';
import type { World } from '../world.ts';
import { accountOf, sellsAt, type Account } from './accounts.ts';
import { acknowledgeOrder } from './acknowledge-orders.ts';
import { ApiError, invalid } from './answers.ts';
import { takeMessages } from './feed-message.ts';
import { textReport, xmlReport, type FeedOutcome } from './feed-result.ts';
import type { Ledger } from './ledger.ts';
import { pageOf, readListArguments } from './list-token.ts';
import { parseBody } from './parse-body.ts';
import type { Query } from './query.ts';
import { refundOrder } from './refund-orders.ts';
import { contentOf, type StoredDocument, type StoredFiles } from './stored-files.ts';
import { takeInvoice } from './take-invoice.ts';

const invoiceType = 'UPLOAD_VAT_INVOICE';
const types = ['POST_ORDER_ACKNOWLEDGEMENT_DATA', 'POST_PAYMENT_ADJUSTMENT_DATA', invoiceType];
/** Letters, digits, space and these: the documentation's rule for the values of options. */
const optionValue = /^[\p{L}\p{N} ,/\\\-_;:#.]*$/u;

const documentBody = z.strictObject({ contentType: z.string().min(1) });
const feedBody = z.strictObject({
  feedType: z.string(),
  marketplaceIds: z.array(z.string()).min(1).max(25),
  inputFeedDocumentId: z.string(),
  feedOptions: z
    .record(z.string(), z.string().regex(optionValue, 'only letters, digits, space and , / \\ - _ ; : # are allowed'))
    .optional(),
});

interface FeedData {
  marketplaceIds: string[];
  inputFeedDocumentId: string;
  options: Record<string, string>;
  startedAt?: string;
  endedAt?: string;
  resultDocumentId?: string;
}
type Status = 'IN_QUEUE' | 'IN_PROGRESS' | 'DONE' | 'FATAL' | 'CANCELLED';
interface FeedRow {
  id: string;
  seller: string;
  type: string;
  status: Status;
  created_at: number;
  data: string;
}

/** The Feeds API: what is handed in now and judged later, in the time of the world. */
export class Feeds {
  readonly #world: World;
  readonly #files: StoredFiles;
  readonly #ledger: Ledger;

  constructor(world: World, files: StoredFiles, ledger: Ledger) {
    this.#world = world;
    this.#files = files;
    this.#ledger = ledger;
    world.timers.on<{ id: string }>('feed-starts', ({ id }) => this.#start(id));
    world.timers.on<{ id: string }>('feed-ends', ({ id }) => this.#end(id));
  }

  createDocument({ sellerId }: Account, body: unknown): object {
    const { contentType } = parseBody(documentBody, body);
    const { documentId, url } = this.#files.expect(sellerId, contentType);
    return { feedDocumentId: documentId, url };
  }

  create(account: Account, body: unknown): object {
    const { feedType, marketplaceIds, inputFeedDocumentId, feedOptions = {} } = parseBody(feedBody, body);
    if (!types.includes(feedType)) throw invalid(`feed type ${feedType} is invalid`);
    const foreign = marketplaceIds.find((id) => !sellsAt(account, id));
    if (foreign) throw invalid(`The marketplace ${foreign} is not the seller’s.`);
    const document = this.#files.find(account.sellerId, inputFeedDocumentId);
    if (!document) throw invalid(`The feed document ${inputFeedDocumentId} does not exist.`);
    if (!document.bytes?.length) throw invalid(`Nothing was uploaded to the feed document ${inputFeedDocumentId}.`);
    const id = String(this.#world.state.nextNumber('feeds', 70_000_000_001));
    const data: FeedData = { marketplaceIds, inputFeedDocumentId, options: feedOptions };
    this.#world.state.run(
      'insert into feed (id, seller, type, status, created_at, data) values (?, ?, ?, ?, ?, ?)',
      id,
      account.sellerId,
      feedType,
      'IN_QUEUE',
      this.#world.marketplaceNow(),
      JSON.stringify(data),
    );
    this.#later(id, 'feed-starts');
    return { feedId: id };
  }

  get({ sellerId }: Account, id: string): object {
    return toFeed(this.#find(sellerId, id));
  }

  list({ sellerId }: Account, query: Query): object {
    const asked = readListArguments(query, 'feedTypes');
    const found = this.#world.state
      .all<FeedRow>('select * from feed where seller = ? order by created_at desc, id desc', sellerId)
      .filter(
        ({ type, status, created_at: at, data }) =>
          asked.types.includes(type) &&
          (!asked.statuses.length || asked.statuses.includes(status)) &&
          (!asked.marketplaceIds.length ||
            (JSON.parse(data) as FeedData).marketplaceIds.some((id) => asked.marketplaceIds.includes(id))) &&
          at >= asked.since &&
          at <= asked.until,
      );
    const { page, nextToken } = pageOf(found, asked);
    return { feeds: page.map(toFeed), ...(nextToken ? { nextToken } : {}) };
  }

  /** Only what has not started can be cancelled. */
  cancel({ sellerId }: Account, id: string): object {
    const { status } = this.#find(sellerId, id);
    if (status !== 'IN_QUEUE') throw invalid(`The feed ${id} is ${status} and cannot be cancelled.`);
    this.#world.timers.clear(`feed-starts:${id}`);
    this.#change(id, 'CANCELLED', { endedAt: new Date(this.#world.marketplaceNow()).toISOString() });
    return {};
  }

  getDocument({ sellerId }: Account, documentId: string): object {
    const document = this.#files.find(sellerId, documentId);
    if (!document?.bytes) throw new ApiError(404, 'NotFound', `The feed document ${documentId} was not found.`);
    return { feedDocumentId: documentId, ...this.#files.download(document) };
  }

  #find(sellerId: string, id: string): FeedRow {
    const row = this.#world.state.get<FeedRow>('select * from feed where id = ? and seller = ?', id, sellerId);
    if (!row) throw new ApiError(404, 'NotFound', `The feed ${id} was not found.`);
    return row;
  }

  #later(id: string, kind: 'feed-starts' | 'feed-ends'): void {
    const { chance, timers, real } = this.#world;
    timers.set(`${kind}:${id}`, kind, real(minute + chance.next() * 2 * minute), { id });
  }

  #start(id: string): void {
    this.#change(id, 'IN_PROGRESS', { startedAt: new Date(this.#world.marketplaceNow()).toISOString() });
    this.#later(id, 'feed-ends');
  }

  #end(id: string): void {
    const { state } = this.#world;
    state.atomically(() => {
      const row = state.get<FeedRow>('select * from feed where id = ?', id)!;
      if (row.status !== 'IN_PROGRESS') return;
      const { inputFeedDocumentId, options } = JSON.parse(row.data) as FeedData;
      const document = this.#files.find(row.seller, inputFeedDocumentId)!;
      const outcome = this.#process(row, document, options);
      const text = row.type === invoiceType ? textReport(outcome) : xmlReport(row.seller, id, outcome);
      const type = row.type === invoiceType ? 'text/plain; charset=UTF-8' : 'text/xml; charset=UTF-8';
      const resultDocumentId = this.#files.keep(row.seller, Buffer.from(text), type, Number(id) % 3 === 0);
      this.#change(id, outcome.status, {
        endedAt: new Date(this.#world.marketplaceNow()).toISOString(),
        resultDocumentId,
      });
    });
  }

  #process({ seller, type }: FeedRow, document: StoredDocument, options: Record<string, string>): FeedOutcome {
    if (this.#world.faults.take('feedFails'))
      return {
        status: 'FATAL',
        processed: 0,
        problems: [{ messageId: '0', code: '5001', description: 'Internal error.' }],
      };
    const account = accountOf(seller);
    if (type === invoiceType) return takeInvoice(this.#world, this.#ledger, account, document, options);
    return type === 'POST_ORDER_ACKNOWLEDGEMENT_DATA'
      ? takeMessages(this.#world, account, contentOf(document), 'OrderAcknowledgement', acknowledgeOrder)
      : takeMessages(this.#world, account, contentOf(document), 'OrderAdjustment', refundOrder(this.#ledger));
  }

  #change(id: string, status: Status, more: Partial<FeedData>): void {
    const sql = `update feed set status = ?, data = json_patch(data, ?) where id = ?`;
    this.#world.state.run(sql, status, JSON.stringify(more), id);
  }
}

function toFeed({ id, type, status, created_at: at, data }: FeedRow): object {
  const { marketplaceIds, startedAt, endedAt, resultDocumentId } = JSON.parse(data) as FeedData;
  return {
    feedId: id,
    feedType: type,
    marketplaceIds,
    createdTime: new Date(at).toISOString(),
    processingStatus: status,
    ...(startedAt ? { processingStartTime: startedAt } : {}),
    ...(endedAt ? { processingEndTime: endedAt } : {}),
    ...(resultDocumentId ? { resultFeedDocumentId: resultDocumentId } : {}),
  };
}
