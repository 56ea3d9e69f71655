import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keepPending, openTestWorld, type TestWorld } from '../testing.ts';
import { accounts } from './accounts.ts';

let test_: TestWorld;
beforeAll(async () => {
  test_ = await openTestWorld({ SANDBOX_SPEED: '6000' });
});
afterAll(() => test_.close());

const base = '/reports/2021-06-30';
const reportType = 'GET_FLAT_FILE_ALL_ORDERS_DATA_BY_ORDER_DATE_GENERAL';
const german = accounts[0].marketplaces[0].id;
const fromNow = (ms: number): string => new Date(Date.now() + ms).toISOString();
const thisHour = { dataStartTime: fromNow(-3_600_000), dataEndTime: fromNow(3_600_000) };
interface Report {
  reportId: string;
  reportType: string;
  processingStatus: string;
  reportDocumentId?: string;
}
const place = async (o: object): Promise<string> =>
  (await test_.post<{ orderIds: string[] }>('/orders', o)).orderIds[0]!;
const create = (body: object) => test_.amazon(`${base}/reports`, { reportType, marketplaceIds: [german], ...body });

/** Requests a report and waits for its end. */
async function run(body: object): Promise<Report> {
  const { status, body: made } = await create(body);
  expect(status).toBe(202);
  const read = async () => (await test_.amazon(`${base}/reports/${(made as Report).reportId}`)).body as Report;
  await expect.poll(async () => (await read()).processingStatus, { timeout: 5_000 }).toMatch(/DONE|CANCELLED|FATAL/);
  return await read();
}

async function rowsOf(documentId: string): Promise<Record<string, string>[]> {
  const { url, compressionAlgorithm: zip } = (await test_.amazon(`${base}/documents/${documentId}`)).body as {
    url: string;
    compressionAlgorithm?: string;
  };
  const bytes = Buffer.from(await (await fetch(url)).arrayBuffer());
  const [titles, ...lines] = (zip ? gunzipSync(bytes) : bytes)
    .toString('latin1')
    .trimEnd()
    .split('\r\n')
    .map((line) => line.split('\t'));
  return lines.map((line) => Object.fromEntries(titles!.map((title, index) => [title, line[index] ?? ''])));
}

test('reportFails ends a report as FATAL', async () => {
  await place({});
  await test_.post('/faults', { reportFails: true });
  const report = await run(thisHour);
  expect([report.processingStatus, report.reportDocumentId]).toEqual(['FATAL', undefined]);
});

test('the list of orders holds every order of the account in the period, whatever its state, a row per item', async () => {
  const [plain, pending, fba, multi] = [
    await place({}),
    await place({ kind: 'pending' }),
    await place({ kind: 'fba' }),
    await place({ kind: 'multi' }),
  ];
  keepPending(test_.world, pending);
  const old = await place({ deliveredDaysAgo: 10 });
  const foreign = await place({ sellerId: accounts[1].sellerId });
  const report = await run(thisHour);
  expect(report).toMatchObject({ reportType, processingStatus: 'DONE', reportDocumentId: expect.any(String) });
  const rows = await rowsOf(report.reportDocumentId!);
  const listed = new Set(rows.map((row) => row['amazon-order-id']));
  for (const id of [plain, pending, fba, multi]) expect(listed.has(id)).toBe(true);
  expect([listed.has(old), listed.has(foreign)]).toEqual([false, false]);
  expect(rows.filter((row) => row['amazon-order-id'] === multi).length).toBeGreaterThan(1);
  const [row] = rows.filter((of) => of['amazon-order-id'] === plain);
  expect(row).toMatchObject({
    'purchase-date': expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00$/),
    'fulfillment-channel': 'Merchant',
    'sales-channel': 'Amazon.de',
    currency: 'EUR',
    'ship-country': 'DE',
  });
  const [waiting] = rows.filter((of) => of['amazon-order-id'] === pending);
  expect([waiting!['item-price'], waiting!['ship-postal-code']]).toEqual(['', '']);
});

test('a period without orders cancels the report, one too long makes it fatal', async () => {
  const empty = { dataStartTime: '2026-01-01T00:00:00Z', dataEndTime: '2026-01-02T00:00:00Z' };
  expect((await run(empty)).processingStatus).toBe('CANCELLED');
  expect((await run({ ...empty, dataEndTime: '2026-06-01T00:00:00Z' })).processingStatus).toBe('FATAL');
});

test.each([
  ['a settlement', { reportType: 'GET_V2_SETTLEMENT_REPORT_DATA_FLAT_FILE_V2' }],
  ['an unknown type', { reportType: 'GET_WEATHER' }],
  ['a strange marketplace', { marketplaceIds: ['ATVPDKIKX0DER'] }],
  ['no marketplace', { marketplaceIds: [] }],
  ['a period backwards', { dataStartTime: '2026-01-02T00:00:00Z', dataEndTime: '2026-01-01T00:00:00Z' }],
  ['a date that is none', { dataStartTime: '01.02.2026' }],
  ['an unknown property', { colour: 'red' }],
])('createReport refuses %s', async (_, body) => {
  expect((await create(body)).status).toBe(400);
});

test('requested reports are listed by type and marketplace', async () => {
  const { reportId } = await run(thisHour);
  const list = async (query: string) =>
    ((await test_.amazon(`${base}/reports?${query}`)).body as { reports: Report[] }).reports.map((of) => of.reportId);
  expect(await list(`reportTypes=${reportType}&pageSize=100`)).toContain(reportId);
  expect(await list(`reportTypes=${reportType}&marketplaceIds=A1805IZSGTT6HS`)).toEqual([]);
  expect((await test_.amazon(`${base}/reports`)).status).toBe(400);
});
