import { expect, test } from 'vitest';
import { readReturnCsv } from './return.csv.ts';

const titles = 'shipment;tracking_number;parcel_service;shipped_at';
const read = (text: string) => readReturnCsv(Buffer.from(text));
const parcel = {
  shipment: 'S-100001',
  trackingNumber: '00340434161094021501',
  parcelService: 'DHL',
  shippedAt: new Date('2026-11-24T10:00:00Z'),
};

test('each row is a parcel; tracking numbers keep their zeros', () => {
  const rows = 'S-100001;00340434161094021501;DHL;2026-11-24T10:00:00Z\r\nS-100001;09445440123456;DPD;\r\n';
  expect(read(`${titles}\r\n${rows}`)).toEqual([
    parcel,
    { shipment: 'S-100001', trackingNumber: '09445440123456', parcelService: 'DPD', shippedAt: null },
  ]);
});

test('mark, other delimiter, other order, capitals and further columns do no harm', () => {
  expect(
    read(
      '\uFEFFParcel_Service,Note,Shipped_At,Shipment,Tracking_Number\nDHL,"a, b",2026-11-24T11:00:00+01:00,S-100001,00340434161094021501',
    ),
  ).toEqual([parcel]);
});

test.each([
  ['nothing', '', 'no rows'],
  ['titles only', `${titles}\r\n`, 'no rows'],
  ['other titles', 'a;b\r\n1;2', 'line 1: columns missing: shipment, tracking_number, parcel_service'],
  ['an empty cell', `${titles}\r\nS-1;1;DHL;\r\nS-2;;DHL;`, 'line 3: tracking_number missing'],
  ['a short row', `${titles}\r\nS-1;1\r\n`, 'line 2: CSV_RECORD_INCONSISTENT_COLUMNS'],
  ['a broken quote', `${titles}\r\nS-1;"1;DHL;`, /^line \d: CSV_QUOTE_NOT_CLOSED$/],
  ['a time without zone', `${titles}\r\nS-1;1;DHL;24.11.2026 10:00`, 'line 2: shipped_at: not a time'],
  ['control characters', `${titles}\r\nS-1;\u0000\u0001;DHL;`, 'line 2: not text'],
])('%s is refused with its line', (_, text, problem) => {
  expect(() => read(text)).toThrowError(
    expect.objectContaining({ name: 'UnreadableReturn', message: expect.stringMatching(problem) }),
  );
});

test('binary junk is refused', () => {
  const junk = Buffer.from(Array.from({ length: 4096 }, (_, i) => (i * 37 + (i >> 3)) % 256));
  expect(() => readReturnCsv(junk)).toThrowError(expect.objectContaining({ name: 'UnreadableReturn' }));
});
