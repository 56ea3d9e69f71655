import { expect, test } from 'vitest';
import { defaultAccountingSettings } from '../ledger/accounting-settings.ts';
import type { ExportEntry } from './exported-entries.ts';
import { bookingOf } from './write-files.ts';

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
