import { expect, test } from 'vitest';
import { defaultAccountingSettings } from '../../ledger/accounting-settings.ts';
import { checkExtf } from './check-extf.ts';
import { bookingColumns, debtorColumns } from './columns.ts';
import { toCp1252, transliterate } from './cp1252.ts';
import { fiscalYearOf, inEuro, writeBookings, writeDebtors, type ExtfBooking } from './write-extf.ts';

const settings = {
  ...defaultAccountingSettings,
  consultant: 29_098,
  client: 55_003,
  lockedUntil: null,
  timeZone: 'Europe/Berlin',
};
const head = {
  createdAt: new Date('2026-12-01T08:09:10.123Z'),
  from: '2026-11-01',
  to: '2026-11-30',
  title: 'Kontor 2026-11',
  currency: 'EUR',
  rate: null,
};
const booking = (o: Partial<ExtfBooking> = {}): ExtfBooking => ({
  amountCents: 123_456,
  side: 'S',
  account: '10000',
  contra: '8400',
  taxKey: '',
  day: '2026-11-07',
  suppliedOn: '2026-11-06',
  document: 'RE-2026-100003',
  reference: '',
  corrects: '',
  text: 'Łukasz „Süß“; Ő',
  orderId: '302-1234567-1234567',
  euTo: '',
  euPermille: null,
  euFrom: '',
  ...o,
});
const linesOf = (bytes: Uint8Array) => new TextDecoder('windows-1252').decode(bytes).split('\r\n');

test('DATEV has 125 columns for a booking and 254 for a debtor', () => {
  expect(bookingColumns).toHaveLength(125);
  expect([bookingColumns[39], bookingColumns[113], bookingColumns[122]]).toEqual([
    'EU-Land u. UStID (Bestimmung)',
    'Festschreibung',
    'EU-Land u. UStID (Ursprung)',
  ]);
  expect(debtorColumns).toHaveLength(254);
  expect(new Set(debtorColumns).size).toBe(254);
  expect(debtorColumns[98]).toBe('Kundennummer');
});

test('the header and a booking, field by field', () => {
  const [first, titles, line, end] = linesOf(writeBookings([booking()], head, settings));
  expect(first).toBe(
    '"EXTF";700;21;"Buchungsstapel";13;20261201080910123;;"RE";"Kontor";"";29098;55003;20260101;4;20261101;20261130;"Kontor 2026-11";"";1;0;0;"EUR";;"";;;"03";;;"";""',
  );
  expect(titles!.split(';')).toEqual(bookingColumns);
  expect(line).toMatch(
    /^1234,56;"S";"EUR";;;"";10000;8400;"";0711;"RE-2026-100003";"";;"Lukasz „Süß“; O";;"";;;;"";"Order-ID";"302-1234567-1234567";/,
  );
  expect(end).toBe('');
});

test('a sale taxed in another country names destination, rate and origin', () => {
  const bytes = writeBookings(
    [booking({ contra: '8320', taxKey: '240', euTo: 'FR', euPermille: 200, euFrom: 'DE' })],
    head,
    settings,
  );
  const cells = linesOf(bytes)[2]!
    .replace(/"Lukasz[^"]*"/, '""')
    .split(';');
  expect([cells[8], cells[39], cells[40], cells[122]]).toEqual(['"240"', '"FR"', '20,00', '"DE"']);
});

test('a credit note names its invoice: the end of the number as reference, all of it beside the order', () => {
  const note = booking({
    document: 'RK-2026-100001',
    reference: 'RE-2026-100003',
    corrects: 'RE-2026-100003',
    text: 'RK',
  });
  const cells = linesOf(writeBookings([note], head, settings))[2]!.split(';');
  expect([cells[10], cells[11], cells[22], cells[23]]).toEqual([
    '"RK-2026-100001"',
    '"-2026-100003"',
    '"Rechnung"',
    '"RE-2026-100003"',
  ]);
});

test('what was written is read back with its sums', () => {
  const bytes = writeBookings(
    [booking(), booking({ amountCents: 56, side: 'H', contra: '8300' })],
    { ...head },
    { ...settings, fixed: true },
  );
  expect(checkExtf(bytes)).toEqual({
    bookings: 2,
    sumCents: 123_512,
    balances: new Map([
      ['10000', 123_400],
      ['8400', -123_456],
      ['8300', 56],
    ]),
  });
});

test.each<[string, Partial<ExtfBooking>, RegExp]>([
  ['a negative amount', { amountCents: -1 }, /column 1/],
  ['an account with letters', { account: 'K1000' }, /column 7/],
  ['the same account twice', { contra: '10000' }, /both accounts/],
  ['a day of another month', { day: '2026-10-31' }, /outside the period/],
  ['a tax key with letters', { taxKey: '24a' }, /column 9/],
  ['nothing', { amountCents: 0 }, /column 1/],
  ['an account that is too long', { contra: '840000' }, /column 8: length/],
  ['turnover abroad without destination', { taxKey: '240', euPermille: 200, euFrom: 'DE' }, /column 40: missing/],
  ['turnover abroad without rate', { taxKey: '240', euTo: 'FR', euFrom: 'DE' }, /column 41: missing/],
  ['turnover from abroad without origin', { taxKey: '241', euTo: 'FR', euPermille: 200 }, /column 123: missing/],
])('%s is found by the checker', (_, wrong, problem) => {
  expect(() => checkExtf(writeBookings([booking(wrong)], head, settings))).toThrow(problem);
});

test.each<[string, Partial<typeof head>, RegExp]>([
  ['two months', { from: '2026-10-01' }, /not one month/],
  ['a month that ends before it begins', { from: '2026-11-30', to: '2026-11-01' }, /not one month/],
])('a file of %s is found by the checker', (_, wrong, problem) => {
  expect(() => checkExtf(writeBookings([booking()], { ...head, ...wrong }, settings))).toThrow(problem);
});

test('a file without its last line end, or with bare line feeds, is refused', () => {
  const bytes = writeBookings([booking()], head, settings);
  expect(() => checkExtf(bytes.slice(0, -2))).toThrow(/no end/);
  expect(() =>
    checkExtf(Buffer.from(Buffer.from(bytes).toString('latin1').replaceAll('\r\n', '\n'), 'latin1')),
  ).toThrow();
});

test.each([
  ['Łódź', 'Lódz'],
  ['Đorđe Šipka', 'Dorde Šipka'],
  ['Őszi út', 'Oszi út'],
  ['Ιωάννης', 'Ioannis'],
  ['Жълт', 'Zhalt'],
  ['5 € – „ß“', '5 € – „ß“'],
  ['東京', '??'],
])('%s is written %s', (text, expected) => {
  expect(transliterate(text)).toBe(expected);
  expect(toCp1252(text)).toHaveLength(expected.length);
  expect(new TextDecoder('windows-1252').decode(toCp1252(text))).toBe(expected);
});

test('a fiscal year may begin in any month', () => {
  expect(fiscalYearOf('2026-11-01', '01-01')).toBe('2026-01-01');
  expect(fiscalYearOf('2026-06-30', '07-01')).toBe('2025-07-01');
  expect(fiscalYearOf('2026-07-01', '07-01')).toBe('2026-07-01');
});

test('a debtor is written with 254 fields', () => {
  const debtor = {
    account: '10000',
    name: 'Amazon.de',
    isCompany: true,
    street: '',
    postcode: '',
    city: '',
    country: 'DE',
    vatId: null,
    customerNumber: '',
  };
  const [, , line] = linesOf(writeDebtors([debtor], head, settings));
  expect(line!.split(';')).toHaveLength(254);
  expect(line).toMatch(/^10000;"Amazon.de";"";"";"";"";"2";/);
  // Text is quoted even where it is empty, numbers and days never are.
  const cells = line!.split(';');
  const isQuoted = (name: string) => cells[debtorColumns.indexOf(name)]!.startsWith('"');
  for (const name of [
    'Kurzbezeichnung',
    'Titel/Akad. Grad',
    'IBAN-Nr. 3',
    'Kennz. Hauptbankverb. 1',
    'Währungssteuerung',
    'Lastschrift',
    'Indiv. Feld 15',
    'Mandatsreferenz 10',
    'Anschrift individuell (Rechnungsadresse)',
  ])
    expect([name, isQuoted(name)]).toEqual([name, true]);
  for (const name of [
    'Konto',
    'Kennz. Korrespondenzadresse',
    'Adresse Gültig von',
    'Bankverb 2 Gültig bis',
    'Sprache',
    'Kreditlimit (Debitor)',
    'Mahntext 2',
    'Mahnsperre bis',
    'Insolvent',
    'Letzte Frist',
  ])
    expect([name, isQuoted(name)]).toEqual([name, false]);
  expect(cells.filter((cell) => cell.startsWith('"'))).toHaveLength(178); // prettier-ignore
});

test.each([
  ['a currency worth less than a euro', 'DKK', '7.4601', ['"DKK"', '7,460100', '165,49', '"EUR"']],
  [
    'a currency worth more than a euro: DATEV takes no rate below 1',
    'GBP',
    '0.8412',
    ['"GBP"', '1,188778', '1467,62', '"EUR"'],
  ],
] as const)('%s goes with its rate and its base amount in euro', (_, currency, rate, expected) => {
  const bytes = writeBookings([booking({ text: '' })], { ...head, currency, rate }, settings);
  const [first, , line] = linesOf(bytes);
  expect(first!.split(';')[21]).toBe('"EUR"');
  expect(line!.split(';').slice(2, 6)).toEqual(expected);
  expect(checkExtf(bytes).sumCents).toBe(123_456);
});

test('an amount in another currency without its rate is found by the checker, and a rate beside euro', () => {
  const without = writeBookings([booking()], { ...head, currency: 'GBP' }, settings);
  expect(() => checkExtf(without)).toThrow(/column 4: exchange/);
  const beside = writeBookings([booking()], { ...head, rate: '1.1' }, settings);
  expect(() => checkExtf(beside)).toThrow(/column 4: exchange/);
});

test('the smallest amount is not nothing in euro', () => {
  expect([inEuro(1, '7.46'), inEuro(12_300, '0.8412'), inEuro(5, '10')]).toEqual([1, 14_622, 1]);
});
