import { XMLParser } from 'fast-xml-parser';
import { expect, test } from 'vitest';
import { sendJson } from '../../kit/http-server.testing.ts';
import { type Answer, amazonServer, now, refuse } from './amazon-server.testing.ts';
import { cancel, feedServer, invoice, order, refund } from './feeds.testing.ts';

const report = (errors: number, results = ''): string =>
  `<?xml version="1.0"?><AmazonEnvelope><Message><ProcessingReport><StatusCode>Complete</StatusCode><ProcessingSummary><MessagesProcessed>1</MessagesProcessed><MessagesWithError>${errors}</MessagesWithError></ProcessingSummary>${results}</ProcessingReport></Message></AmazonEnvelope>`;

test('a cancellation names every line with its reason', async () => {
  await using amazon = await feedServer();
  expect(await amazon.channel.submit(cancel)).toBe('F1');
  const [upload] = amazon.asked('/store/upload');
  expect([upload!.method, upload!.headers['content-type']]).toEqual(['PUT', 'text/xml; charset=UTF-8']);
  const { Header, MessageType, Message } = new XMLParser({ parseTagValue: false }).parse(upload!.body).AmazonEnvelope;
  expect([Header.MerchantIdentifier, MessageType]).toEqual(['A1SELLER', 'OrderAcknowledgement']);
  expect(Message.OrderAcknowledgement).toEqual({
    AmazonOrderID: '304-0000000-0000001',
    StatusCode: 'Failure',
    Item: { AmazonOrderItemCode: '111', CancelReason: 'NoInventory' },
  });
  expect(JSON.parse(amazon.asked('/2021-06-30/feeds')[0]!.body)).toEqual({
    feedType: 'POST_ORDER_ACKNOWLEDGEMENT_DATA',
    marketplaceIds: ['A1PA6795UKMFR9'],
    inputFeedDocumentId: 'doc-1',
  });
});

test('a refund gives money back per line, component and currency; what is nothing is not named', async () => {
  await using amazon = await feedServer();
  await amazon.channel.submit(refund);
  const { body } = amazon.asked('/store/upload')[0]!;
  expect(body).toContain('<Amount currency="EUR">19.99</Amount>');
  expect(body).toContain('<MerchantAdjustmentItemID>A-100001/1</MerchantAdjustmentItemID>');
  expect(body).toContain('<AdjustmentReason>CustomerReturn</AdjustmentReason>');
  expect(body).not.toContain('Shipping');
  expect(body).not.toContain('222');
});

test('an invoice goes up as PDF with the prefixed options that Amazon wants', async () => {
  await using amazon = await feedServer();
  await amazon.channel.submit(invoice);
  expect(amazon.asked('/store/upload')[0]).toMatchObject({
    body: '%PDF-1.7',
    headers: { 'content-type': 'application/pdf' },
  });
  expect(JSON.parse(amazon.asked('/2021-06-30/feeds')[0]!.body)).toMatchObject({
    feedType: 'UPLOAD_VAT_INVOICE',
    feedOptions: {
      'metadata:OrderId': '304-0000000-0000001',
      'metadata:InvoiceNumber': 'RE-2026-100001',
      'metadata:DocumentType': 'Invoice',
    },
  });
});

test('a feed whose answer is lost may have arrived; one whose document failed has not', async () => {
  await using lost = await feedServer({ answers: { '/2021-06-30/feeds': (_, response) => response.destroy() } });
  await expect(lost.channel.submit(refund)).rejects.toMatchObject({ arrived: 'unknown' });
  expect(lost.asked('/2021-06-30/feeds')).toHaveLength(1);
  await using refused = await feedServer({
    answers: { '/store/upload': (_, response) => response.writeHead(403).end() },
  });
  await expect(refused.channel.submit(refund)).rejects.toMatchObject({ arrived: 'no', retryable: true });
  expect(refused.asked('/2021-06-30/feeds')).toHaveLength(0);
  const down: Answer = (_, response) => response.writeHead(503).end('<html>');
  await using early = await feedServer({ answers: { '/2021-06-30/documents': down } });
  await expect(early.channel.submit(refund)).rejects.toMatchObject({ arrived: 'no', retryable: true });
  await using gateway = await feedServer({ answers: { '/2021-06-30/feeds': (_, response) => response.end('<html>') } });
  await expect(gateway.channel.submit(refund)).rejects.toMatchObject({ arrived: 'unknown' });
});

test('an act whose access token cannot be had was not sent', async () => {
  const down: Answer = (_, response) => response.writeHead(503).end('<html>');
  await using amazon = await feedServer({ answers: { '/auth/o2/token': down } });
  await expect(amazon.channel.submit(refund)).rejects.toMatchObject({ arrived: 'no', retryable: true });
});

test('a credit note names the refund that Amazon shows; until then it waits', async () => {
  const related = (name: string, value: string) => ({ relatedIdentifierName: name, relatedIdentifierValue: value });
  const money = (transactionType: string, day: string, refundId: string) => ({
    transactionType,
    transactionId: `T${day}`,
    postedDate: `2026-11-${day}T00:00:00Z`,
    relatedIdentifiers: [related('ORDER_ID', order.channelOrderId), related('REFUND_ID', refundId)],
  });
  const pages: Record<string, object> = {
    '': { transactions: [money('Refund', '21', 'amzn1:crow:new'), money('Shipment', '22', 'none')], nextToken: 'more' },
    more: { transactions: [money('Refund', '20', 'amzn1:crow:old')] },
  };
  const shown: Answer = (request, response) =>
    sendJson(response, 200, { payload: pages[request.query.nextToken ?? ''] });
  const creditNote = { ...invoice, document: 'credit_note' as const, number: 'GS.2026 „1“' };
  await using amazon = await feedServer({ answers: { '/transactions': shown } });
  await amazon.channel.submit(creditNote);
  expect(JSON.parse(amazon.asked('/2021-06-30/feeds')[0]!.body).feedOptions).toEqual({
    'metadata:OrderId': '304-0000000-0000001',
    'metadata:InvoiceNumber': 'GS-2026 -1-',
    'metadata:DocumentType': 'CreditNote',
    'metadata:TransactionId': 'amzn1:crow:new',
  });
  expect(amazon.asked('/transactions').map(({ query }) => query.relatedIdentifierValue)).toEqual([
    order.channelOrderId,
    order.channelOrderId,
  ]);
  await using early = await feedServer({
    answers: { '/transactions': (_, response) => sendJson(response, 200, { payload: { transactions: [] } }) },
  });
  await expect(early.channel.submit(creditNote)).rejects.toMatchObject({ retryable: true, retryAfter: 21_600 });
  expect(early.asked('/store')).toHaveLength(0);
});

test('Amazon works on it, accepts it, or says why not', async () => {
  const verdict = async (o: Parameters<typeof feedServer>[0]) => {
    await using amazon = await feedServer(o);
    return await amazon.channel.readVerdict('refund', 'F1');
  };
  expect(await verdict({ status: 'IN_QUEUE' })).toEqual({ state: 'waiting' });
  expect(await verdict({ result: report(0) })).toEqual({ state: 'accepted' });
  expect(await verdict({ result: report(0), zipped: true })).toEqual({ state: 'accepted' });
  const error =
    '<Result><ResultCode>Error</ResultCode><ResultMessageCode>79513</ResultMessageCode><ResultDescription>No prefix.</ResultDescription></Result>';
  expect(await verdict({ result: report(1, error) })).toEqual({ state: 'rejected', problem: '79513 No prefix.' });
  const warning = error.replace('Error', 'Warning');
  expect(await verdict({ result: report(0, warning) })).toEqual({ state: 'accepted' });
  const json = { summary: { errors: 1 }, issues: [{ severity: 'ERROR', code: '8001', message: 'Already invoiced' }] };
  expect(await verdict({ result: JSON.stringify(json) })).toEqual({
    state: 'rejected',
    problem: '8001 Already invoiced',
  });
  expect(await verdict({ result: 'gone' })).toMatchObject({ state: 'rejected' });
  expect(await verdict({ status: 'FATAL' })).toEqual({ state: 'rejected', problem: 'feed FATAL' });
});

test('the text that answers an invoice is read: accepted, or refused with its code', async () => {
  const text = (successful: number, table = ''): string =>
    `Feed Processing Summary:\n\tNumber of records processed\t\t1\n\tNumber of records successful\t\t${successful}\n${table}`;
  const table =
    '\noriginal-record-number\tsku\terror-code\terror-type\terror-message\n1\t\t79513\tError\tPlease provide metadata\n';
  const verdict = async (result: string) => {
    await using amazon = await feedServer({ result });
    return await amazon.channel.readVerdict('invoice', 'F1');
  };
  expect(await verdict(text(1))).toEqual({ state: 'accepted' });
  expect(await verdict(text(0, table))).toEqual({ state: 'rejected', problem: '79513 Please provide metadata' });
  expect(await verdict(text(1, table.replace('Error', 'Warning')))).toEqual({ state: 'accepted' });
  expect(await verdict(text(0))).toMatchObject({ state: 'rejected' });
});

test('what was handed in is found again, oldest first, page by page', async () => {
  const feed = (feedId: string, day: string) => ({
    feedId,
    createdTime: `2026-11-${day}T00:00:00Z`,
    processingStatus: 'DONE',
  });
  const page: Answer = (request, response) =>
    request.query.nextToken
      ? sendJson(response, 200, { feeds: [feed('F1', '20')] })
      : sendJson(response, 200, { feeds: [feed('F2', '21')], nextToken: 'more' });
  await using amazon = await amazonServer({ '/2021-06-30/feeds': page });
  expect(await amazon.channel.listSubmissions('refund', new Date('2026-11-19T00:00:00Z'))).toEqual(['F1', 'F2']);
  const [first, second] = amazon.asked('/2021-06-30/feeds');
  expect(first!.query).toMatchObject({
    feedTypes: 'POST_PAYMENT_ADJUSTMENT_DATA',
    createdSince: '2026-11-19T00:00:00.000Z',
  });
  expect(second!.query).toEqual({ nextToken: 'more' });
});

test('a list of feeds that leads round in a circle ends with an error', async () => {
  const circle: Answer = (_, response) => sendJson(response, 200, { feeds: [], nextToken: 'same' });
  await using amazon = await amazonServer({ '/2021-06-30/feeds': circle });
  await expect(amazon.channel.listSubmissions('refund', now)).rejects.toMatchObject({ retryable: true });
  expect(amazon.asked('/2021-06-30/feeds')).toHaveLength(2);
});

test('a verdict that cannot be asked for is no verdict', async () => {
  await using unknown = await feedServer({ answers: { '/2021-06-30/feeds/F1': refuse(404, 'NotFound') } });
  await expect(unknown.channel.readVerdict('refund', 'F1')).rejects.toMatchObject({ status: 404 });
  const down: Answer = (_, response) => response.writeHead(503).end('<html>');
  await using gone = await feedServer({ result: report(0), answers: { '/store/result': down } });
  await expect(gone.channel.readVerdict('refund', 'F1')).rejects.toMatchObject({ retryable: true });
});

test('a denied upload says so and is not tried for ever', async () => {
  await using amazon = await feedServer({ answers: { '/2021-06-30/feeds': refuse(403, 'Unauthorized') } });
  await expect(amazon.channel.submit(invoice)).rejects.toMatchObject({ status: 403, retryable: false });
});
