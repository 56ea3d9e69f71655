import { expect, test } from 'vitest';
import { Buyers } from '../population/buyers.ts';
import { makeCatalogue } from '../population/catalogue.ts';
import { makeOrder } from '../population/make-order.ts';
import { Chance } from '../random.ts';
import { shipmentRows, type Movement } from './ledger.ts';
import { settlementFile } from './settlement-file.ts';

const chance = new Chance(42);
const buyers = new Buyers(chance);
const catalogue = makeCatalogue();
const orders = Array.from({ length: 300 }, (_, n) =>
  makeOrder(chance, catalogue, buyers.next(), n % 9 ? 'plain' : 'promotion'),
);

/** The sale of everything, in two shipments where a line has several units. */
const movements: Movement[] = orders.flatMap(({ order, lines, sellerId }) =>
  [false, true].map((isSecond) => ({
    id: `${order.orderId}/${isSecond}`,
    sellerId,
    transactionType: 'Shipment' as const,
    settlementType: 'Order' as const,
    description: 'Order Payment',
    postedAt: '2026-11-01T12:00:00.000Z',
    marketplaceId: order.salesChannel.marketplaceId,
    orderId: order.orderId,
    rows: lines.flatMap((line) => (isSecond ? shipmentRows(line, 1, line.quantity - 1) : shipmentRows(line, 0, 1))),
  })),
);
const period = {
  id: '1',
  start: new Date('2026-11-01T00:00:00Z'),
  end: new Date('2026-11-02T00:00:00Z'),
  movements,
  reserve: { now: 500, before: 300 },
  unknownType: false,
  wrongSum: false,
};

const cents = (text: string): number => Math.round(Number(text.replace(',', '.')) * 100);

test.each([
  ['de', 'cp1252'],
  ['de', 'utf8'],
  ['en', 'utf8'],
] as const)(
  'a %s file in %s adds up to its total, and each order to what its buyer paid, to the cent',
  (locale, encoding) => {
    const { bytes, totalCents } = settlementFile({ ...period, locale, encoding });
    const [titles, head, ...rows] = bytes
      .toString(encoding === 'cp1252' ? 'latin1' : 'utf8')
      .trimEnd()
      .split('\r\n')
      .map((line) => line.split('\t'));
    expect(titles).toHaveLength(24);
    const column = (name: string) => titles!.indexOf(name);
    const amount = (row: string[]) => cents(row[column('amount')]!);
    expect(cents(head![column('total-amount')]!)).toBe(totalCents);
    expect(rows.reduce((sum, row) => sum + amount(row), 0)).toBe(totalCents);
    for (const { order } of orders) {
      const paid = rows.filter(
        (row) =>
          row[column('order-id')] === order.orderId && ['ItemPrice', 'Promotion'].includes(row[column('amount-type')]!),
      );
      expect(paid.reduce((sum, row) => sum + amount(row), 0)).toBe(cents(order.proceeds!.grandTotal.amount));
    }
  },
);

test('a promotion of an unpronounceable name is in the encoding of the file', () => {
  const bytes = (encoding: 'cp1252' | 'utf8') => settlementFile({ ...period, locale: 'de', encoding }).bytes;
  expect(bytes('cp1252').includes(Buffer.from('Frühjahr', 'latin1'))).toBe(true);
  expect(bytes('utf8').includes(Buffer.from('Frühjahr', 'utf8'))).toBe(true);
});

test('the fault adds amounts of unknown types, and the total with them', () => {
  const usual = settlementFile({ ...period, locale: 'en', encoding: 'utf8' });
  const odd = settlementFile({ ...period, locale: 'en', encoding: 'utf8', unknownType: true });
  expect(odd.totalCents).toBe(usual.totalCents - 19);
  expect(odd.bytes.toString()).toContain('ProducerResponsibility');
});

test('the fault makes the stated total wrong by a cent', () => {
  const { bytes, totalCents } = settlementFile({ ...period, locale: 'en', encoding: 'utf8', wrongSum: true });
  expect(cents(bytes.toString().split('\r\n')[1]!.split('\t')[4]!)).toBe(totalCents + 1);
});
