import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { sendJson } from '../../kit/http-server.testing.ts';
import { type Answer, amazonServer, now, refuse } from './amazon-server.testing.ts';

const order = { channelOrderId: '304-0000000-0000001', marketplace: null };
const actions =
  (...names: string[]): Answer =>
  (_, response) =>
    sendJson(response, 200, {
      _links: { self: { href: '/x' }, actions: names.map((name) => ({ name, href: `/solicitations/${name}` })) },
    });

test('a review is asked for when Amazon offers it', async () => {
  await using amazon = await amazonServer({
    '/solicitations/productReview': (_, response) => sendJson(response, 201, {}),
    '/solicitations/v1': actions('productReviewAndSellerFeedback'),
  });
  expect(await amazon.channel.askForReview(order)).toBe('asked');
  const [asked, posted] = amazon.asked('/solicitations');
  expect(asked!.query).toEqual({ marketplaceIds: 'A1PA6795UKMFR9' });
  expect([posted!.method, posted!.path]).toEqual([
    'POST',
    '/solicitations/v1/orders/304-0000000-0000001/solicitations/productReviewAndSellerFeedback',
  ]);
});

test('outside its window or a second time nobody is asked', async () => {
  await using closed = await amazonServer({ '/solicitations/v1': actions() });
  expect(await closed.channel.askForReview(order)).toBe('not_offered');
  await using second = await amazonServer({
    '/solicitations/productReview': refuse(403, 'Unauthorized'),
    '/solicitations/v1': actions('productReviewAndSellerFeedback'),
  });
  expect(await second.channel.askForReview(order)).toBe('not_offered');
});

const transaction = (o: object) => ({
  transactionId: 'T1',
  transactionType: 'Shipment',
  transactionStatus: 'DEFERRED',
  postedDate: '2026-11-23T10:00:00Z',
  totalAmount: { currencyCode: 'EUR', currencyAmount: 16.91 },
  relatedIdentifiers: [{ relatedIdentifierName: 'ORDER_ID', relatedIdentifierValue: '304-0000000-0000001' }],
  ...o,
});

test('movements are read to the cent, page by page with the same arguments, over an empty page', async () => {
  const pages: Record<string, object> = {
    '': { transactions: [transaction({})], nextToken: 'empty' },
    empty: { transactions: [], nextToken: 'last' },
    last: {
      transactions: [
        transaction({
          transactionId: 'T2',
          transactionType: 'Refund',
          totalAmount: { currencyCode: 'EUR', currencyAmount: -0.1 },
        }),
      ],
    },
  };
  const answer: Answer = (request, response) =>
    sendJson(response, 200, { payload: pages[request.query.nextToken ?? ''] });
  await using amazon = await amazonServer({ '/finances/2024-06-19/transactions': answer });
  const since = new Date('2026-11-20T00:00:00Z');
  const movements = [];
  let next: string | null = null;
  do {
    const page = await amazon.channel.fetchMovements(since, next);
    movements.push(...page.movements);
    next = page.next;
  } while (next);
  expect(movements).toMatchObject([
    {
      movementId: 'T1',
      channelOrderId: '304-0000000-0000001',
      type: 'Shipment',
      status: 'deferred',
      amountCents: 1_691,
    },
    { movementId: 'T2', type: 'Refund', amountCents: -10, currency: 'EUR' },
  ]);
  const asked = amazon.asked('/transactions').map(({ query: { nextToken: _, ...query } }) => query);
  expect(new Set(asked.map((query) => JSON.stringify(query))).size).toBe(1);
  expect(asked[0]).toEqual({ postedAfter: since.toISOString(), postedBefore: '2026-11-24T10:57:00.000Z' });
});

test('a window is never wider than Amazon answers; the next one goes on where it ended', async () => {
  await using amazon = await amazonServer({
    '/transactions': (_, response) => sendJson(response, 200, { payload: {} }),
  });
  let since = new Date('2026-01-01T00:00:00Z');
  for (let window = 0; window < 2; window += 1)
    since = (await amazon.channel.fetchMovements(since, null)).completeUntil;
  const [first, second] = amazon.asked('/transactions').map(({ query }) => query);
  expect(first).toEqual({ postedAfter: '2026-01-01T00:00:00.000Z', postedBefore: '2026-06-29T00:00:00.000Z' });
  expect(second).toEqual({ postedAfter: first!.postedBefore, postedBefore: '2026-11-24T10:57:00.000Z' });
});

test('what releases a deferred movement takes its place, and movements without an id are told apart', async () => {
  const bare = { transactionId: undefined, relatedIdentifiers: [], transactionType: 'ServiceFee' };
  const fee = (cents: number) =>
    transaction({ ...bare, totalAmount: { currencyCode: 'EUR', currencyAmount: cents / 100 } });
  const release = transaction({
    transactionId: 'T9',
    transactionStatus: 'Released',
    relatedIdentifiers: [{ relatedIdentifierName: 'DEFERRED_TRANSACTION_ID', relatedIdentifierValue: 'T1' }],
  });
  const transactions = [transaction({}), release, fee(-399), fee(-29)];
  await using amazon = await amazonServer({
    '/transactions': (_, response) => sendJson(response, 200, { payload: { transactions } }),
  });
  const { movements } = await amazon.channel.fetchMovements(now, null);
  expect(movements.map(({ movementId, status }) => [movementId, status]).slice(0, 2)).toEqual([
    ['T1', 'deferred'],
    ['T1', 'released'],
  ]);
  expect(new Set(movements.map(({ movementId }) => movementId)).size).toBe(3);
});

test('movements that lead round in a circle end with an error', async () => {
  await using amazon = await amazonServer({
    '/transactions': (_, response) => sendJson(response, 200, { payload: { nextToken: 'same' } }),
  });
  const { next } = await amazon.channel.fetchMovements(now, null);
  await expect(amazon.channel.fetchMovements(now, next)).rejects.toMatchObject({ retryable: true });
});

test('reviews, movements and lists that Amazon refuses say so', async () => {
  await using amazon = await amazonServer({
    '/solicitations/v1': refuse(400, 'InvalidInput'),
    '/transactions': refuse(400, 'InvalidInput'),
    '/2021-06-30/reports': refuse(400, 'InvalidInput'),
  });
  const refused = { status: 400, retryable: false };
  await expect(amazon.channel.askForReview(order)).rejects.toMatchObject(refused);
  await expect(amazon.channel.fetchMovements(now, null)).rejects.toMatchObject(refused);
  await expect(amazon.channel.requestOrderList({ from: now, to: now })).rejects.toMatchObject(refused);
  await expect(amazon.channel.listSettlements(null)).rejects.toMatchObject(refused);
});

const list = [
  'amazon-order-id\tmerchant-order-id\tpurchase-date\tsales-channel',
  '304-1\t\t2026-11-23T10:00:00+00:00\tAmazon.de',
  '304-1\t\t2026-11-23T10:00:00+00:00\tAmazon.de',
  '304-2\t\t2026-11-23T11:00:00+00:00\tAmazon.nl',
  '404-3\t\t2026-11-23T11:00:00+00:00\tAmazon.fr',
  'S02-4\t\t2026-11-23T11:00:00+00:00\tNon-Amazon',
].join('\r\n');
const reportServer = (status: string, file = list) =>
  amazonServer({
    '/2021-06-30/reports/R1': (_, response) =>
      sendJson(response, 200, { reportId: 'R1', createdTime: now, processingStatus: status, reportDocumentId: 'D1' }),
    '/2021-06-30/reports': (_, response) => sendJson(response, 202, { reportId: 'R1' }),
    '/files/token': (_, response) => response.end(gzipSync(file)),
  });

test('Amazon’s own list of a day is asked for, awaited and read: each order once', async () => {
  await using amazon = await reportServer('DONE');
  const period = { from: new Date('2026-11-22T23:00:00Z'), to: new Date('2026-11-23T23:00:00Z') };
  expect(await amazon.channel.requestOrderList(period)).toBe('R1');
  expect(JSON.parse(amazon.asked('/reports')[0]!.body)).toEqual({
    reportType: 'GET_FLAT_FILE_ALL_ORDERS_DATA_BY_ORDER_DATE_GENERAL',
    dataStartTime: '2026-11-22T23:00:00.000Z',
    dataEndTime: '2026-11-23T23:00:00.000Z',
    marketplaceIds: ['A1PA6795UKMFR9', 'A1805IZSGTT6HS'],
  });
  expect(await amazon.channel.readOrderList('R1')).toEqual({
    state: 'ready',
    orders: [
      { channelOrderId: '304-1', placedAt: new Date('2026-11-23T10:00:00Z') },
      { channelOrderId: '304-2', placedAt: new Date('2026-11-23T11:00:00Z') },
    ],
  });
});

test('a list that is not there yet, empty, given up or unreadable is told apart', async () => {
  const listOf = async (status: string, file?: string) => {
    await using amazon = await reportServer(status, file);
    return await amazon.channel.readOrderList('R1');
  };
  expect(await listOf('IN_PROGRESS')).toEqual({ state: 'waiting' });
  expect(await listOf('CANCELLED')).toEqual({ state: 'ready', orders: [] });
  expect(await listOf('FATAL')).toEqual({ state: 'failed', problem: 'report FATAL' });
  const unreadable = { state: 'failed', problem: 'unreadable order list' };
  expect(await listOf('DONE', 'nothing here')).toEqual(unreadable);
  expect(await listOf('DONE', list.replace('2026-11-23T10', 'yesterday'))).toEqual(unreadable);
  await using gone = await amazonServer({ '/2021-06-30/reports/R1': refuse(404, 'NotFound') });
  expect(await gone.channel.readOrderList('R1')).toMatchObject({ state: 'failed' });
});
