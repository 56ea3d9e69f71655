import { expect, test } from 'vitest';
import { readSettlementFile } from './settlement-file.ts';

const titles =
  'settlement-id settlement-start-date settlement-end-date deposit-date total-amount currency transaction-type order-id merchant-order-id adjustment-id shipment-id marketplace-name amount-type amount-description amount fulfillment-id posted-date posted-date-time order-item-code merchant-order-item-id merchant-adjustment-item-id sku quantity-purchased promotion-id'.split(
    ' ',
  );

/** One line of a file by the names of its filled columns. */
const line = (values: Record<string, string>, order = titles): string =>
  order.map((title) => values[title] ?? '').join('\t');

const head = {
  'settlement-id': '21555',
  'settlement-start-date': '01.11.2026 07:49:55 UTC',
  'settlement-end-date': '15.11.2026 07:49:55 UTC',
  'deposit-date': '17.11.2026 07:49:55 UTC',
  'total-amount': '1.141,18',
  currency: 'EUR',
};
const sale = {
  'settlement-id': '21555',
  'transaction-type': 'Order',
  'order-id': '303-1234567-8901234',
  'shipment-id': 'DxyZ',
  'amount-type': 'ItemPrice',
  'amount-description': 'Principal',
  amount: '1.200,00',
  'posted-date': '14.11.2026',
  'posted-date-time': '14.11.2026 12:00:01 UTC',
  sku: 'LAMPE-Ö1',
  'quantity-purchased': '2',
};
const fee = {
  ...sale,
  'amount-type': 'ItemFees',
  'amount-description': 'Commission',
  amount: '-58,82',
  'quantity-purchased': '',
};
const german = [
  line(Object.fromEntries(titles.map((title) => [title, title]))),
  line(head),
  line(sale),
  line(fee),
].join('\r\n');
const read = (text: string) => readSettlementFile(Buffer.from(text));

test('a German file is read', () => {
  expect(read(german)).toEqual({
    settlementId: '21555',
    startsAt: new Date('2026-11-01T07:49:55Z'),
    endsAt: new Date('2026-11-15T07:49:55Z'),
    depositAt: new Date('2026-11-17T07:49:55Z'),
    totalCents: 114118,
    currency: 'EUR',
    rows: [
      {
        lineNo: 2,
        transactionType: 'Order',
        orderId: '303-1234567-8901234',
        merchantOrderId: null,
        adjustmentId: null,
        shipmentId: 'DxyZ',
        amountType: 'ItemPrice',
        amountDescription: 'Principal',
        amountCents: 120000,
        postedAt: new Date('2026-11-14T12:00:01Z'),
        sku: 'LAMPE-Ö1',
        quantity: 2,
        marketplaceName: null,
      },
      expect.objectContaining({ lineNo: 3, amountDescription: 'Commission', amountCents: -5882, quantity: null }),
    ],
  });
});

test('the English form of the same file says the same', () => {
  const english = german
    .replaceAll('1.141,18', '1,141.18')
    .replaceAll('1.200,00', '1200.00')
    .replaceAll('-58,82', '(58.82)')
    .replaceAll(
      /(\d\d)\.(\d\d)\.(\d{4})( [\d:]+ UTC)?/g,
      (_, d, m, y, time: string = '') => `${y}-${m}-${d}${time && `T${time.trim().slice(0, 8)}+00:00`}`,
    );
  expect(read(english)).toEqual(read(german));
});

test.each<[string, Buffer]>([
  ['UTF-8 with mark', Buffer.from(`\uFEFF${german}`)],
  ['cp1252', Buffer.from(german, 'latin1')],
  ['UTF-16 with mark', Buffer.from(`\uFEFF${german}`, 'utf16le')],
  ['UTF-16 without mark', Buffer.from(german, 'utf16le')],
  ['UTF-16 big endian', Buffer.from(`\uFEFF${german}`, 'utf16le').swap16()],
])('%s is recognised', (_, bytes) => {
  expect(readSettlementFile(bytes)).toEqual(read(german));
});

test('columns are found by name: other order, missing optional ones', () => {
  const order = [
    'amount',
    'amount-description',
    'amount-type',
    'transaction-type',
    'total-amount',
    'settlement-id',
    'order-id',
  ];
  const text = [order.join('\t').toUpperCase(), line(head, order), line(sale, order)].join('\n');
  expect(read(text)).toMatchObject({
    totalCents: 114118,
    currency: '',
    startsAt: null,
    rows: [{ amountCents: 120000, sku: null }],
  });
});

test.each([
  ['nothing', ''],
  ['a gateway page', '<html><body>Sorry</body></html>'],
  ['titles only', german.split('\r\n')[0]!],
  ['both decimal marks', german.replace('-58,82', '-58.82')],
  ['an amount that is none', german.replace('-58,82', 'n/a')],
  ['a missing amount', german.replace('-58,82', '')],
  [
    'a thousand or a fraction?',
    german.replace('1.200,00', '1,200').replaceAll('1.141,18', '1200').replace('-58,82', '0'),
  ],
  ['a day that does not exist', german.replace('14.11.2026 12:00:01 UTC', '31.11.2026 12:00:01 UTC')],
  ['a date in words', german.replace('14.11.2026 12:00:01 UTC', 'Nov 14, 2026')],
  ['two settlements', `${german}\r\n${line({ ...fee, 'settlement-id': '99' })}`],
])('%s is refused', (_, text) => {
  expect(() => read(text)).toThrowError(expect.objectContaining({ name: 'UnreadableSettlement' }));
});

test('the refusal names the line', () => {
  expect(() => read(german.replace('-58,82', 'n/a'))).toThrow('line 3: amount: not an amount');
});
