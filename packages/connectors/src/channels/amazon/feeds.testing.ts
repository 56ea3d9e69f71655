import { gzipSync } from 'node:zlib';
import type { CancelReport, InvoiceUpload, RefundReport } from '@kontor/domain/channels/sales-channel.port';
import { sendJson } from '../../kit/http-server.testing.ts';
import { type Answer, amazonServer, now } from './amazon-server.testing.ts';

export const order = { channelOrderId: '304-0000000-0000001', marketplace: 'A1PA6795UKMFR9' };
export const cancel: CancelReport = { kind: 'cancel', ...order, reason: 'no_stock', lines: [{ channelLineId: '111' }] };
export const refund: RefundReport = {
  kind: 'refund',
  ...order,
  reference: 'A-100001/1',
  currency: 'EUR',
  reason: 'customer_return',
  lines: [
    { channelLineId: '111', goodsCents: 1_999, shippingCents: 0 },
    { channelLineId: '222', goodsCents: 0, shippingCents: 0 },
  ],
};
export const invoice: InvoiceUpload = {
  kind: 'invoice',
  ...order,
  number: 'RE-2026-100001',
  document: 'invoice',
  grossCents: 1_999,
  vatCents: 319,
  currency: 'EUR',
  pdf: new TextEncoder().encode('%PDF-1.7'),
};

/** Amazon's feeds: a document with its address, a feed, and what its result says. */
export const feedServer = (
  o: { result?: string; status?: string; zipped?: boolean; answers?: Record<string, Answer> } = {},
) =>
  amazonServer({
    '/2021-06-30/documents/result': (request, response) =>
      sendJson(response, 200, { feedDocumentId: 'result', url: `http://${request.headers.host}/store/result` }),
    '/2021-06-30/documents': (request, response) =>
      sendJson(response, 201, { feedDocumentId: 'doc-1', url: `http://${request.headers.host}/store/upload` }),
    '/store/upload': (_, response) => response.end(),
    '/store/result': (_, response) => response.end(o.zipped ? gzipSync(o.result ?? '') : (o.result ?? '')),
    '/2021-06-30/feeds/F1': (_, response) =>
      sendJson(response, 200, {
        feedId: 'F1',
        feedType: 'x',
        createdTime: now,
        processingStatus: o.status ?? 'DONE',
        ...(o.result === undefined ? {} : { resultFeedDocumentId: 'result' }),
      }),
    '/2021-06-30/feeds': (_, response) => sendJson(response, 202, { feedId: 'F1' }),
    ...o.answers,
  });
