import { ConnectorError } from '@kontor/domain/kernel/connector-error';
import type { Submission, SubmissionKind, Verdict } from '@kontor/domain/channels/sales-channel.port';
import { unsent } from '../../kit/http-error.ts';
import { allPages } from './all-pages.ts';
import { type Amazon, marketplaceOf, read } from './amazon-account.ts';
import { cancelFeed, refundFeed } from './feed-xml.ts';
import { feedAnswer, feedCreated, feedDocument, feedDocumentCreated, feedPage } from './feeds.wire.ts';
import { askAgain, fetchDocument } from './fetch-document.ts';
import { invoiceOptions } from './invoice-options.ts';
import { readProcessingReport } from './processing-report.ts';
import { refundIdOf } from './refund-id.ts';

/** The feed type by which Amazon takes a submission of a kind. */
const feedTypes: Record<SubmissionKind, string> = {
  cancel: 'POST_ORDER_ACKNOWLEDGEMENT_DATA',
  refund: 'POST_PAYMENT_ADJUSTMENT_DATA',
  invoice: 'UPLOAD_VAT_INVOICE',
};

/**
 * All feeds share one slow limit (720 a day beside its burst): a crowd of invoices leaves calls to refunds, and both to cancellations,
 * whose parcel somebody still expects.
 */
const leftToUrgent: Record<SubmissionKind, number> = { cancel: 0, refund: 3, invoice: 6 };

interface FeedContent {
  contentType: string;
  bytes: Uint8Array<ArrayBuffer>;
  options?: Record<string, string>;
}

const feeds = '/feeds/2021-06-30';
const xml = (text: string): FeedContent => ({
  contentType: 'text/xml; charset=UTF-8',
  bytes: new TextEncoder().encode(text),
});

async function contentOf(amazon: Amazon, submission: Submission): Promise<FeedContent> {
  const { sellerId } = amazon.connection;
  if (submission.kind === 'cancel') return xml(cancelFeed(sellerId, submission));
  if (submission.kind === 'refund') return xml(refundFeed(sellerId, submission));
  const isCreditNote = submission.document === 'credit_note';
  const refundId = isCreditNote ? await refundIdOf(amazon, submission.channelOrderId) : null;
  const bytes = new Uint8Array(submission.pdf);
  return { contentType: 'application/pdf', bytes, options: invoiceOptions(submission, refundId) };
}

/** Puts the bytes where Amazon wants them, with the identical content type; gives the document's id. Nothing is handed in yet. */
async function upload(amazon: Amazon, { contentType, bytes }: FeedContent): Promise<string> {
  const call = { path: `${feeds}/documents`, body: { contentType } };
  const document = await amazon.call('createFeedDocument', call);
  const { feedDocumentId, url } = read(feedDocumentCreated, document, 'feed document');
  const headers = { 'content-type': contentType };
  await amazon.http({ method: 'PUT', url: new URL(url), headers, body: bytes }).catch(askAgain);
  return feedDocumentId;
}

/**
 * Hands in a feed and gives its id. Its turn comes first: feeds are the slowest of all, and a document without one is a call in vain.
 * Whatever fails before createFeed has not arrived; a createFeed without a readable answer may have.
 */
export async function submit(amazon: Amazon, submission: Submission): Promise<string> {
  await amazon.turn('createFeed', leftToUrgent[submission.kind]);
  const content = await contentOf(amazon, submission).catch(unsent);
  const inputFeedDocumentId = await upload(amazon, content).catch(unsent);
  const answer = await amazon.call('createFeed', {
    path: `${feeds}/feeds`,
    hasTurn: true,
    body: {
      feedType: feedTypes[submission.kind],
      marketplaceIds: [marketplaceOf(amazon, submission.marketplace)],
      inputFeedDocumentId,
      ...(content.options && { feedOptions: content.options }),
    },
  });
  const created = feedCreated.safeParse(answer);
  if (!created.success) throw new ConnectorError('Amazon: unreadable feed id', { retryable: true, arrived: 'unknown' });
  return created.data.feedId;
}

/** What Amazon says of a feed: while it works nothing, then its processing report. */
export async function readVerdict(amazon: Amazon, receipt: string): Promise<Verdict> {
  const answer = await amazon.call('getFeed', { path: `${feeds}/feeds/${encodeURIComponent(receipt)}` });
  const feed = read(feedAnswer, answer, 'feed');
  if (feed.processingStatus.startsWith('IN_')) return { state: 'waiting' };
  if (!feed.resultFeedDocumentId)
    return feed.processingStatus === 'DONE'
      ? { state: 'accepted' }
      : { state: 'rejected', problem: `feed ${feed.processingStatus}` };
  const path = `${feeds}/documents/${encodeURIComponent(feed.resultFeedDocumentId)}`;
  const { url } = read(feedDocument, await amazon.call('getFeedDocument', { path }), 'feed result');
  return readProcessingReport(await fetchDocument(amazon, url), feed.processingStatus);
}

/** Ids of the account's feeds of a kind, oldest first: how a feed without an answer is found again. */
export async function listSubmissions(amazon: Amazon, kind: SubmissionKind, since: Date): Promise<string[]> {
  const first = { feedTypes: feedTypes[kind], pageSize: '100', createdSince: since.toISOString() };
  const pages = await allPages(first, async (query) =>
    read(feedPage, await amazon.call('getFeeds', { path: `${feeds}/feeds`, query }), 'feed list'),
  );
  return pages
    .flatMap((page) => page.feeds)
    .toSorted((a, b) => a.createdTime.getTime() - b.createdTime.getTime())
    .map((feed) => feed.feedId);
}
