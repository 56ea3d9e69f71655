import { expect, test } from 'vitest';
import { Buyers } from '../population/buyers.ts';
import { makeCatalogue } from '../population/catalogue.ts';
import { makeOrder } from '../population/make-order.ts';
import { Chance } from '../random.ts';
import { settlementFile } from './settlement-file.ts';

const chance = new Chance(42);
const buyers = new Buyers(chance);
const catalogue = makeCatalogue();
const orders = Array.from({ length: 300 }, () => makeOrder(chance, catalogue, buyers.next(), 'plain'));
const period = {
  id: '1',
  start: new Date('2026-11-01T00:00:00Z'),
  end: new Date('2026-11-02T00:00:00Z'),
  orders,
  reserve: { now: 500, before: 300 },
  subscription: true,
};

const cents = (text: string): number => Math.round(Number(text.replace(',', '.')) * 100);

test.each(['de', 'en'] as const)(
  'a %s file adds up to its total, and each order to its gross, to the cent',
  (locale) => {
    const { bytes, totalCents } = settlementFile({ ...period, locale, wrongSum: false });
    const [titles, head, ...rows] = bytes
      .toString(locale === 'de' ? 'latin1' : 'utf8')
      .trimEnd()
      .split('\r\n')
      .map((line) => line.split('\t'));
    expect(titles).toHaveLength(24);
    const column = (name: string) => titles!.indexOf(name);
    const amount = (row: string[]) => cents(row[column('amount')]!);
    expect(cents(head![column('total-amount')]!)).toBe(totalCents);
    expect(rows.reduce((sum, row) => sum + amount(row), 0)).toBe(totalCents);
    for (const { order, lines } of orders) {
      const paid = rows.filter(
        (row) => row[column('order-id')] === order.orderId && row[column('amount-type')] === 'ItemPrice',
      );
      expect(paid.reduce((sum, row) => sum + amount(row), 0)).toBe(
        lines.reduce((sum, line) => sum + line.grossCents + line.shippingCents, 0),
      );
    }
  },
);

test('the fault makes the stated total wrong by a cent', () => {
  const { bytes, totalCents } = settlementFile({ ...period, locale: 'en', wrongSum: true });
  expect(cents(bytes.toString().split('\r\n')[1]!.split('\t')[4]!)).toBe(totalCents + 1);
});
