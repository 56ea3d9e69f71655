import { expect, test } from 'vitest';
import { sendJson } from '../../kit/http-server.testing.ts';
import { amazonServer, type Answer, now } from './amazon-server.testing.ts';

const since = new Date('2026-11-24T08:00:00Z');

test('settlements are listed oldest first, without the failed ones', async () => {
  await using amazon = await amazonServer();
  expect(await amazon.channel.listSettlements(since)).toEqual([
    { reportId: 'ID322', documentId: 'amzn1.spdoc.1.1', createdAt: new Date('2026-11-03T15:47:20.677Z') },
    { reportId: 'ID323', documentId: 'amzn1.spdoc.1.2', createdAt: new Date('2026-11-17T15:47:20.677Z') },
  ]);
  expect(amazon.asked('/reports')[0]!.query).toEqual({
    reportTypes: 'GET_V2_SETTLEMENT_REPORT_DATA_FLAT_FILE_V2',
    pageSize: '100',
    createdSince: since.toISOString(),
  });
});

test('the next page of reports is asked for by the token alone', async () => {
  const firstPage: Answer = (_, response) => sendJson(response, 200, { reports: [], nextToken: 'more' });
  await using amazon = await amazonServer({ '/2021-06-30/reports': [firstPage, () => {}] });
  expect(await amazon.channel.listSettlements(null)).toHaveLength(2);
  expect(amazon.asked('/2021-06-30/reports')[1]!.query).toEqual({ nextToken: 'more' });
});

test('reports behind an unfinished one wait; one without document is asked for', async () => {
  const reportAt = (reportId: string, day: string, status: string, reportDocumentId?: string) => ({
    reportId,
    createdTime: `2026-11-${day}T00:00:00Z`,
    processingStatus: status,
    reportDocumentId,
  });
  const list = [reportAt('C', '03', 'DONE', 'doc-c'), reportAt('B', '02', 'IN_PROGRESS'), reportAt('A', '01', 'DONE')];
  await using amazon = await amazonServer({
    '/reports/A': (_, response) => sendJson(response, 200, reportAt('A', '01', 'DONE', 'doc-a')),
    '/reports/B': (_, response) => sendJson(response, 200, reportAt('B', '02', 'IN_PROGRESS')),
    '/2021-06-30/reports': (_, response) => sendJson(response, 200, { reports: list }),
  });
  expect((await amazon.channel.listSettlements(null)).map((ref) => ref.documentId)).toEqual(['doc-a']);
});

test('a settlement is fetched and unpacked; its address gets no access token', async () => {
  await using amazon = await amazonServer();
  const bytes = await amazon.channel.fetchSettlement({
    reportId: 'ID323',
    documentId: 'amzn1.spdoc.1.2',
    createdAt: now,
  });
  expect(new TextDecoder().decode(bytes)).toBe('settlement-id\ttotal-amount');
  expect(amazon.asked('/files')[0]!.headers['x-amz-access-token']).toBeUndefined();
});

test('an address that is no longer good is worth another try', async () => {
  await using amazon = await amazonServer({ '/files': (_, response) => response.writeHead(403).end('<Error/>') });
  const ref = { reportId: 'ID323', documentId: 'amzn1.spdoc.1.2', createdAt: now };
  await expect(amazon.channel.fetchSettlement(ref)).rejects.toMatchObject({ retryable: true, arrived: 'no' });
});

test('a list of reports that leads round in a circle ends with an error', async () => {
  const circle: Answer = (_, response) => sendJson(response, 200, { reports: [], nextToken: 'same' });
  await using amazon = await amazonServer({ '/2021-06-30/reports': circle });
  await expect(amazon.channel.listSettlements(null)).rejects.toMatchObject({ retryable: true });
});
