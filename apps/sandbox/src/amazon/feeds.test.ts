import { gunzipSync } from 'node:zlib';
import { XMLParser } from 'fast-xml-parser';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestWorld, type TestWorld } from '../testing.ts';
import { accounts } from './accounts.ts';
import type { StoredOrder } from './amazon-order.ts';
import { findOrder, saveOrder } from './order-store.ts';

let test_: TestWorld;
beforeAll(async () => {
  test_ = await openTestWorld({ SANDBOX_SPEED: '6000' });
});
afterAll(() => test_.close());

const base = '/feeds/2021-06-30';
const german = accounts[0].marketplaces[0].id;
const xmlType = 'text/xml; charset=UTF-8';
interface Feed {
  feedId: string;
  processingStatus: string;
  resultFeedDocumentId?: string;
}

const place = async (kind = 'plain'): Promise<StoredOrder> => {
  const { orderIds } = await test_.post<{ orderIds: string[] }>('/orders', { kind });
  return findOrder(test_.world, orderIds[0]!)!;
};

/** The order with everything shipped, as a confirmation leaves it. */
const ship = (stored: StoredOrder): StoredOrder => {
  stored.order.fulfillment!.fulfillmentStatus = 'SHIPPED';
  for (const item of stored.order.orderItems)
    item.fulfillment = { quantityFulfilled: item.quantityOrdered, quantityUnfulfilled: 0 };
  saveOrder(test_.world, stored);
  return stored;
};

async function upload(content: string, contentType: string, sentType = contentType) {
  const { status, body } = await test_.amazon(`${base}/documents`, { contentType });
  expect(status).toBe(201);
  const { feedDocumentId, url } = body as { feedDocumentId: string; url: string };
  const put = await fetch(url, { method: 'PUT', headers: { 'content-type': sentType }, body: Buffer.from(content) });
  return { feedDocumentId, put };
}

const create = async (feedType: string, inputFeedDocumentId: string, feedOptions?: object) =>
  await test_.amazon(`${base}/feeds`, { feedType, marketplaceIds: [german], inputFeedDocumentId, feedOptions });

/** Hands in a feed and waits for its result. */
async function run(feedType: string, content: string, contentType: string, options?: object) {
  const { feedDocumentId } = await upload(content, contentType);
  const { status, body } = await create(feedType, feedDocumentId, options);
  expect(status).toBe(202);
  const { feedId } = body as { feedId: string };
  const read = async (): Promise<Feed> => (await test_.amazon(`${base}/feeds/${feedId}`)).body as Feed;
  await expect.poll(async () => (await read()).resultFeedDocumentId, { timeout: 5_000 }).toBeTruthy();
  const feed = await read();
  const document = (await test_.amazon(`${base}/documents/${feed.resultFeedDocumentId}`)).body as {
    url: string;
    compressionAlgorithm?: string;
  };
  const bytes = Buffer.from(await (await fetch(document.url)).arrayBuffer());
  return { feed, text: (document.compressionAlgorithm === 'GZIP' ? gunzipSync(bytes) : bytes).toString() };
}

const envelope = (type: string, message: string, seller: string = accounts[0].sellerId): string =>
  `<?xml version="1.0" encoding="UTF-8"?><AmazonEnvelope><Header><DocumentVersion>1.01</DocumentVersion><MerchantIdentifier>${seller}</MerchantIdentifier></Header><MessageType>${type}</MessageType><Message><MessageID>1</MessageID><${type}>${message}</${type}></Message></AmazonEnvelope>`;

const cancelling = ({ order }: StoredOrder, reason = 'NoInventory'): string =>
  envelope(
    'OrderAcknowledgement',
    `<AmazonOrderID>${order.orderId}</AmazonOrderID><StatusCode>Failure</StatusCode>${order.orderItems
      .map(
        ({ orderItemId: id }) =>
          `<Item><AmazonOrderItemCode>${id}</AmazonOrderItemCode><CancelReason>${reason}</CancelReason></Item>`,
      )
      .join('')}`,
  );

const refunding = ({ order, lines }: StoredOrder, euros: string, type = 'Principal'): string =>
  envelope(
    'OrderAdjustment',
    `<AmazonOrderID>${order.orderId}</AmazonOrderID><AdjustedItem><AmazonOrderItemCode>${lines[0]!.orderItemId}</AmazonOrderItemCode><MerchantAdjustmentItemID>r1</MerchantAdjustmentItemID><AdjustmentReason>CustomerReturn</AdjustmentReason><ItemPriceAdjustments><Component><Type>${type}</Type><Amount currency="EUR">${euros}</Amount></Component></ItemPriceAdjustments></AdjustedItem>`,
  );

/** The counts and results of a processing report. */
function report(text: string) {
  const { ProcessingReport: of } = new XMLParser({ parseTagValue: false, isArray: (name) => name === 'Result' }).parse(
    text,
  ).AmazonEnvelope.Message;
  return {
    status: of.StatusCode as string,
    errors: Number(of.ProcessingSummary.MessagesWithError),
    done: Number(of.ProcessingSummary.MessagesSuccessful),
    words: ((of.Result ?? []) as { ResultDescription: string }[]).map((result) => result.ResultDescription).join(),
  };
}

test('feedFails ends a feed as FATAL and carries nothing out', async () => {
  const order = await place();
  await test_.post('/faults', { feedFails: true });
  const { feed } = await run('POST_ORDER_ACKNOWLEDGEMENT_DATA', cancelling(order), xmlType);
  expect(feed.processingStatus).toBe('FATAL');
  expect(findOrder(test_.world, order.order.orderId)!.order.fulfillment!.fulfillmentStatus).toBe('UNSHIPPED');
});

test('a document takes only the content type that it was asked for', async () => {
  const { feedDocumentId, put } = await upload('<a/>', xmlType, 'text/xml');
  expect([put.status, await put.text()]).toEqual([403, expect.stringContaining('SignatureDoesNotMatch')]);
  expect((await create('POST_ORDER_ACKNOWLEDGEMENT_DATA', feedDocumentId)).status).toBe(400);
  expect((await upload('<a/>', xmlType)).put.status).toBe(200);
  expect((await test_.amazon(`${base}/documents`, {})).status).toBe(400);
});

test('createFeed refuses what is not a feed of this seller', async () => {
  const { feedDocumentId } = await upload('<a/>', xmlType);
  const refused = async (body: object) => (await test_.amazon(`${base}/feeds`, body)).status;
  const good = { feedType: 'UPLOAD_VAT_INVOICE', marketplaceIds: [german], inputFeedDocumentId: feedDocumentId };
  expect(await refused({ ...good, feedType: 'POST_PRODUCT_DATA' })).toBe(400);
  expect(await refused({ ...good, marketplaceIds: ['ATVPDKIKX0DER'] })).toBe(400);
  expect(await refused({ ...good, marketplaceIds: [] })).toBe(400);
  expect(await refused({ ...good, inputFeedDocumentId: 'none' })).toBe(400);
  expect(await refused({ ...good, feedOptions: { 'metadata:InvoiceNumber': '"1"' } })).toBe(400);
  expect(await refused({ ...good, whatever: 1 })).toBe(400);
  expect(await refused(good)).toBe(202);
});

test('an unshipped order is cancelled; a shipped one, a strange reason and a half order are not', async () => {
  const type = 'POST_ORDER_ACKNOWLEDGEMENT_DATA';
  const stored = await place('multi');
  const { feed, text } = await run(type, cancelling(stored), xmlType);
  expect([feed.processingStatus, report(text)]).toEqual([
    'DONE',
    { status: 'Complete', errors: 0, done: 1, words: '' },
  ]);
  const { order } = findOrder(test_.world, stored.order.orderId)!;
  expect(order.fulfillment!.fulfillmentStatus).toBe('CANCELLED');
  expect(order.orderItems[0]!.cancellation!.cancellationExecution!.cancelledBy).toBe('MERCHANT');

  const shipped = ship(await place());
  expect(report((await run(type, cancelling(shipped), xmlType)).text)).toMatchObject({
    errors: 1,
    words: expect.stringContaining('SHIPPED'),
  });
  const other = await place('multi');
  expect(report((await run(type, cancelling(other, 'Because'), xmlType)).text).errors).toBe(1);
  const half = { ...other, order: { ...other.order, orderItems: other.order.orderItems.slice(1) } };
  expect(report((await run(type, cancelling(half), xmlType)).text).errors).toBe(1);
  expect(findOrder(test_.world, other.order.orderId)!.order.fulfillment!.fulfillmentStatus).toBe('UNSHIPPED');
});

test.each([
  ['no XML', 'order-id\treason'],
  ['XML that is broken', '<AmazonEnvelope><Header>'],
  ['another message type', envelope('OrderAdjustment', '')],
  ['another seller', envelope('OrderAcknowledgement', '<StatusCode>Success</StatusCode>', 'A9STRANGER')],
])('%s ends the feed as FATAL', async (_, content) => {
  const { feed, text } = await run('POST_ORDER_ACKNOWLEDGEMENT_DATA', content, xmlType);
  expect([feed.processingStatus, report(text)]).toEqual([
    'FATAL',
    expect.objectContaining({ status: 'Rejected', done: 0 }),
  ]);
});

test('an element that the schema does not know is an error of its message', async () => {
  const stored = await place();
  const odd = cancelling(stored).replace('<StatusCode>', '<Colour>red</Colour><StatusCode>');
  const result = report((await run('POST_ORDER_ACKNOWLEDGEMENT_DATA', odd, xmlType)).text);
  expect(result).toMatchObject({ errors: 1, words: expect.stringContaining('Colour') });
});

test('money is given back up to what was paid and no further', async () => {
  const type = 'POST_PAYMENT_ADJUSTMENT_DATA';
  const unshipped = await place();
  expect(report((await run(type, refunding(unshipped, '1.00'), xmlType)).text)).toMatchObject({
    errors: 1,
    words: expect.stringContaining('not shipped'),
  });
  const stored = ship(await place());
  const gross = (stored.lines[0]!.grossCents / 100).toFixed(2);
  expect(report((await run(type, refunding(stored, gross), xmlType)).text).errors).toBe(0);
  expect(report((await run(type, refunding(stored, '0.01'), xmlType)).text)).toMatchObject({
    errors: 1,
    words: expect.stringContaining('more than what is left'),
  });
  expect(report((await run(type, refunding(stored, '1,00'), xmlType)).text).errors).toBe(1);
  expect(report((await run(type, refunding(stored, '0.00'), xmlType)).text).errors).toBe(1);
  expect(report((await run(type, refunding(stored, '1.00', 'Candy'), xmlType)).text).errors).toBe(1);
});

test('an invoice is accepted once for an order, with its options in their form', async () => {
  const type = 'UPLOAD_VAT_INVOICE';
  const { order } = ship(await place());
  const send = async (options: object, pdf = '%PDF-1.7 …') => (await run(type, pdf, 'application/pdf', options)).text;
  const good = {
    'metadata:OrderId': order.orderId,
    'metadata:InvoiceNumber': 'RE-1',
    'metadata:DocumentType': 'Invoice',
  };
  expect(await send({ OrderId: order.orderId, InvoiceNumber: 'RE-1' })).toContain('79513\tError\tPlease provide');
  expect(await send({ ...good, 'metadata:TotalAmount': '0.01' })).toContain('79520');
  expect(await send({ ...good, 'metadata:OrderId': '302-0000000-0000000' })).toContain('79519');
  expect(await send({ ...good, 'metadata:DocumentType': 'Letter' })).toContain('79515');
  expect(await send(good, 'Rechnung')).toContain('79516');
  const accepted = await send({ ...good, 'metadata:TotalAmount': order.proceeds!.grandTotal.amount });
  expect(accepted).toContain('Number of records successful\t\t1');
  expect(accepted).not.toContain('Error');
  expect(await send(good)).toContain('79518');
  expect(await send({ ...good, 'metadata:InvoiceNumber': 'RE-2' })).toContain('Number of records successful\t\t1');
});

test('feeds are listed by type, page by page', async () => {
  const list = async (query: string) => await test_.amazon(`${base}/feeds?${query}`);
  const all = 'feedTypes=POST_ORDER_ACKNOWLEDGEMENT_DATA,POST_PAYMENT_ADJUSTMENT_DATA';
  const first = (await list(`${all}&pageSize=1`)).body as { feeds: Feed[]; nextToken: string };
  const second = (await list(`nextToken=${first.nextToken}`)).body as { feeds: Feed[] };
  expect([first.feeds.length, second.feeds.length]).toEqual([1, 1]);
  expect(first.feeds[0]!.feedId).not.toBe(second.feeds[0]!.feedId);
  for (const bad of ['', `${all}&pageSize=0`, `${all}&processingStatuses=BAD`, `${all}&nextToken=x`, `${all}&x=1`])
    expect((await list(bad)).status).toBe(400);
  expect(((await list(`${all}&processingStatuses=CANCELLED`)).body as { feeds: Feed[] }).feeds).toEqual([]);
});

test('only a feed that still waits can be cancelled', async () => {
  const slow = await openTestWorld({ SANDBOX_SPEED: '20' });
  try {
    const document = (await slow.amazon(`${base}/documents`, { contentType: xmlType })).body as {
      feedDocumentId: string;
      url: string;
    };
    await fetch(document.url, { method: 'PUT', headers: { 'content-type': xmlType }, body: '<a/>' });
    const feed = {
      feedType: 'POST_PAYMENT_ADJUSTMENT_DATA',
      marketplaceIds: [german],
      inputFeedDocumentId: document.feedDocumentId,
    };
    const { feedId } = (await slow.amazon(`${base}/feeds`, feed)).body as { feedId: string };
    const remove = async (id: string) => (await slow.amazon(`${base}/feeds/${id}`, undefined, 'DELETE')).status;
    expect(await remove(feedId)).toBe(200);
    expect((await slow.amazon(`${base}/feeds/${feedId}`)).body).toMatchObject({ processingStatus: 'CANCELLED' });
    expect([await remove(feedId), await remove('1')]).toEqual([400, 404]);
    expect((await slow.amazon(`${base}/documents/none`)).status).toBe(404);
  } finally {
    await slow.close();
  }
});
