import { afterAll, beforeAll, expect, test } from 'vitest';
import { gunzipSync } from 'node:zlib';
import { Population } from '../population/live.ts';
import { openBareWorld } from '../testing.ts';
import { accounts } from './accounts.ts';
import { Ledger } from './ledger.ts';
import { changeOrder } from './order-store.ts';
import { Reports } from './reports.ts';
import { Settlements, type ClosedSettlement } from './settlements.ts';
import { StoredFiles } from './stored-files.ts';

const { world, close } = openBareWorld();
const ledger = new Ledger(world);
const settlements = new Settlements(world, ledger);
const files = new StoredFiles(world);
const reports = new Reports(world, settlements, files);
const population = new Population(world);
const [first, second] = accounts;
const type = 'GET_V2_SETTLEMENT_REPORT_DATA_FLAT_FILE_V2';
afterAll(close);

/** An order that has gone out, at the second seller's second marketplace every other time. */
const sell = (sellerId: string, n: number): void => {
  const marketplaceId = second.marketplaces[n % 2]!.id;
  const id = population.order('plain', { sellerId, marketplaceId });
  changeOrder(world, id, ['UNSHIPPED'], ({ order }) => {
    order.fulfillment!.fulfillmentStatus = 'SHIPPED';
    for (const item of order.orderItems)
      item.fulfillment = { quantityFulfilled: item.quantityOrdered, quantityUnfulfilled: 0 };
  });
};

const closed: ClosedSettlement[] = [];
beforeAll(() => {
  for (let n = 0; n < 6; n += 1) {
    for (const { sellerId } of [first, second, second]) sell(sellerId, n);
    closed.push(...settlements.closeAll());
  }
});

/** The amounts of a settlement by their description, minor units. */
function amounts({ documentId }: ClosedSettlement): { description: string; cents: number }[] {
  const [titles, , ...rows] = Buffer.from(settlements.file(documentId)!)
    .toString('latin1')
    .trimEnd()
    .split('\r\n')
    .map((line) => line.split('\t'));
  const cell = (row: string[], title: string): string => row[titles!.indexOf(title)]!;
  return rows.map((row) => ({
    description: cell(row, 'amount-description'),
    cents: Math.round(Number(cell(row, 'amount').replace(',', '.')) * 100),
  }));
}

test('every settlement adds up, whatever its language', () => {
  expect(closed).toHaveLength(12);
  for (const settlement of closed)
    expect(amounts(settlement).reduce((sum, { cents }) => sum + cents, 0)).toBe(settlement.totalCents);
});

test('what is held back comes back in the next settlement of the account', () => {
  const reserves = (sellerId: string) =>
    closed
      .filter((settlement) => settlement.sellerId === sellerId)
      .map((settlement) => {
        const of = (name: string) => amounts(settlement).find(({ description }) => description === name)?.cents ?? 0;
        return { back: of('Previous Reserve Amount Balance'), held: Math.abs(of('Current Reserve Amount')) };
      });
  for (const { sellerId } of accounts) {
    const chain = reserves(sellerId);
    expect(chain.map(({ back }) => back)).toEqual([0, ...chain.slice(0, -1).map(({ held }) => held)]);
  }
  expect(accounts.flatMap(({ sellerId }) => reserves(sellerId)).some(({ held }) => held > 0)).toBe(true);
});

test('every seller finds its own settlements only, the marketplace is no filter, some come twice', () => {
  const list = (account: (typeof accounts)[number], query = {}) =>
    (
      reports.list(account, { reportTypes: type, pageSize: '100', ...query }) as {
        reports: { reportId: string; reportDocumentId: string }[];
      }
    ).reports;
  expect(list(first)).toHaveLength(6);
  expect(list(second).length).toBeGreaterThan(6);
  expect(list(second, { marketplaceIds: second.marketplaces[1].id })).toEqual(list(second));
  const twin = closed.find((settlement) => settlement.twin)!;
  expect(settlements.file(twin.twin!.documentId)).toEqual(settlements.file(twin.documentId));
  expect(() => reports.document(first, twin.documentId)).toThrow('not found');
  expect(() => reports.get(first, twin.reportId)).toThrow('not found');
  expect(reports.get(second, twin.twin!.reportId)).toMatchObject({ reportDocumentId: twin.twin!.documentId });
});

test('some files come zipped and say so', () => {
  const links = closed.map(({ sellerId, documentId }) => {
    const account = accounts.find((known) => known.sellerId === sellerId)!;
    return { documentId, ...(reports.document(account, documentId) as { url: string; compressionAlgorithm?: string }) };
  });
  const zipped = links.find(({ compressionAlgorithm }) => compressionAlgorithm === 'GZIP')!;
  const bytes = files.read(zipped.url.split('/').at(-1)!)!;
  expect(gunzipSync(bytes)).toEqual(Buffer.from(settlements.file(zipped.documentId)!));
  const plain = links.find(({ compressionAlgorithm }) => !compressionAlgorithm)!;
  expect(files.read(plain.url.split('/').at(-1)!)).toEqual(settlements.file(plain.documentId));
});
