import { expect, test } from 'vitest';
import { defaultAccountingSettings } from '../ledger/accounting-settings.ts';
import type { ExportEntry } from './exported-entries.ts';
import { bookingOf, writeFiles } from './write-files.ts';

const settings = { ...defaultAccountingSettings, lockedUntil: null, timeZone: 'Europe/Berlin' };
const sale = (o: Partial<ExportEntry> = {}): ExportEntry => ({
  seq: '1',
  debit: 'receivable',
  credit: 'revenue',
  amountCents: 12_000,
  currency: 'EUR',
  document: 'RE-2026-100001',
  tax: { treatment: 'oss', permille: 200, country: 'FR' },
  bookedOn: '2026-11-20',
  kind: 'invoice',
  settlement: null,
  channelOrderId: null,
  channelCode: null,
  channelName: null,
  customerNumber: null,
  suppliedOn: null,
  corrects: null,
  shipsFrom: 'DE',
  home: 'DE',
  ...o,
});

test.each([
  ['from home', {}, { taxKey: '240', euTo: 'FR', euPermille: 200, euFrom: 'DE' }],
  ['from stock abroad', { shipsFrom: 'PL' }, { taxKey: '241', euTo: 'FR', euPermille: 200, euFrom: 'PL' }],
  ['before reasons were stored', { shipsFrom: null, home: null }, { taxKey: '240', euFrom: 'DE' }],
  [
    'in the country of the stock',
    { tax: { treatment: 'local', permille: 230, country: 'PL' }, shipsFrom: 'PL' },
    { taxKey: '', euTo: 'PL', euPermille: 230, euFrom: 'PL', contra: '8321' },
  ],
  [
    'to a business abroad',
    { tax: { treatment: 'intra_community', permille: 0, country: 'FR', vatId: 'FR12345678901' } },
    { taxKey: '', euTo: 'FR12345678901', euPermille: null, euFrom: '' },
  ],
  [
    'at home',
    { tax: { treatment: 'domestic', permille: 190, country: 'DE' } },
    { taxKey: '', euTo: '', euPermille: null, euFrom: '' },
  ],
] as const)('turnover %s says how it is taxed', (_, entry, expected) => {
  expect(bookingOf(sale(entry), settings)).toMatchObject(expected);
});

test('a month in another currency is a file of its own with the rate of that month; without a rate nothing is written', () => {
  const entries = [
    sale({ tax: { treatment: 'export', permille: 0, country: 'GB' } }),
    sale({ seq: '2', currency: 'GBP', tax: { treatment: 'export', permille: 0, country: 'GB' } }),
  ];
  const at = new Date('2026-12-01T08:00:00Z');
  const missing = () => writeFiles('datev', entries, settings, at);
  expect(missing).toThrow(
    expect.objectContaining({ code: 'exchange_rate_missing', details: { month: '2026-11', currency: 'GBP' } }),
  );
  expect(writeFiles('csv', entries, settings, at)).toHaveLength(2);
  const rated = { ...settings, exchangeRates: { '2026-11 GBP': '0.8412' } };
  const [euro, pounds] = writeFiles('datev', entries, rated, at);
  const cells = (file: typeof euro) =>
    new TextDecoder('windows-1252').decode(file!.bytes).split('\r\n')[2]!.split(';').slice(0, 6);
  expect(cells(euro)).toEqual(['120,00', '"S"', '"EUR"', '', '', '""']);
  expect([pounds!.name, cells(pounds)]).toEqual([
    'EXTF_Buchungsstapel_2026-11_GBP.csv',
    ['120,00', '"S"', '"GBP"', '1,188778', '142,65', '"EUR"'],
  ]);
});
