import type { KnownSettings } from '../../ledger/accounting-settings.ts';
import { bookingColumns, bookingTextColumns, debtorColumns, debtorTextColumns } from './columns.ts';
import { toCp1252, transliterate } from './cp1252.ts';

/** One booking as DATEV takes it. */
export interface ExtfBooking {
  amountCents: number;
  /** Debit or credit of `account`. */
  side: 'S' | 'H';
  account: string;
  contra: string;
  taxKey: string;
  /** ISO dates. */
  day: string;
  suppliedOn: string | null;
  /** What clears the open item. */
  document: string;
  /** The settlement, or the original document. */
  reference: string;
  /** The invoice that a credit note takes back, in full length. */
  corrects: string;
  text: string;
  orderId: string;
  /** Destination: country, or the VAT id of a business; and its rate in per mille. */
  euTo: string;
  euPermille: number | null;
  /** Origin of goods taxed elsewhere. */
  euFrom: string;
}

/** What stands in a file's header. */
export interface ExtfHead {
  createdAt: Date;
  from: string;
  to: string;
  title: string;
  currency: string;
  /** Units of the currency for one euro, as a decimal; null: the file is in euro. */
  rate: string | null;
}

export interface ExtfDebtor {
  account: string;
  name: string;
  isCompany: boolean;
  street: string;
  postcode: string;
  city: string;
  country: string;
  vatId: string | null;
  customerNumber: string;
}

const text = (value: string, max: number): string =>
  `"${transliterate(value)
    .replaceAll(/\p{Cc}/gu, ' ')
    .slice(0, max)
    .replaceAll('"', '""')}"`;
const compact = (day: string): string => day.replaceAll('-', '');
const amount = (cents: number): string => `${Math.floor(cents / 100)},${String(cents % 100).padStart(2, '0')}`;
const percent = (permille: number): string => `${Math.floor(permille / 10)},${permille % 10}0`;
/** A country, or a VAT id without blanks and dots. */
const country = (value: string): string => text(value.toUpperCase().replaceAll(/[^A-Z0-9+*]/g, ''), 15);
/** DATEV takes these signs in a document number, no others. */
const documentNumber = (value: string, max: number): string =>
  text(value.replaceAll(/[^A-Za-z0-9$&%*+\-/]/g, '-'), max);

/** The batch of one month and currency: header, titles, bookings (EXTF 700, category 21, version 13; Windows-1252, CRLF). Pure. */
export function writeBookings(bookings: ExtfBooking[], head: ExtfHead, settings: KnownSettings): Uint8Array {
  const lines = [
    header(head, settings, 21, 'Buchungsstapel', 13),
    bookingColumns.join(';'),
    ...bookings.map((of) => bookingLine(of, head, settings)),
  ];
  return toCp1252(`${lines.join('\r\n')}\r\n`);
}

/** Debtors with their addresses (EXTF 700, category 16, version 5). Pure. */
export function writeDebtors(debtors: ExtfDebtor[], head: ExtfHead, settings: KnownSettings): Uint8Array {
  const lines = [
    header(head, settings, 16, 'Debitoren/Kreditoren', 5),
    debtorColumns.join(';'),
    ...debtors.map(debtorLine),
  ];
  return toCp1252(`${lines.join('\r\n')}\r\n`);
}

function header(head: ExtfHead, settings: KnownSettings, category: number, name: string, version: number): string {
  const { consultant, client, accountLength, plan, fixed } = settings;
  const isBatch = category === 21;
  const stamp = head.createdAt.toISOString().replaceAll(/\D/g, '');
  return [
    '"EXTF"', 700, category, text(name, 30), version, stamp, '', '"RE"', '"Kontor"', '""', consultant, client,
    compact(fiscalYearOf(head.from, settings.fiscalYearStart)), accountLength, isBatch ? compact(head.from) : '', isBatch ? compact(head.to) : '',
    text(head.title, 30), '""', isBatch ? 1 : '', isBatch ? 0 : '', isBatch ? (fixed ? 1 : 0) : '', isBatch ? '"EUR"' : '""',
    '', '""', '', '', text(plan.slice(3), 2), '', '', '""', '""',
  ].join(';'); // prettier-ignore
}

/** The day on which the fiscal year of a day began. Pure. */
export function fiscalYearOf(day: string, start: string): string {
  const year = Number(day.slice(0, 4));
  return day.slice(5) >= start ? `${year}-${start}` : `${year - 1}-${start}`;
}

/**
 * What an amount in another currency is in euro: rate, base amount and its currency (columns 4 to 6 go together). DATEV takes no rate
 * below 1, so such a one is turned around; the base amount is what counts.
 */
function exchanged(cents: number, rate: string): Record<number, string> {
  const units = Number(rate);
  return {
    4: (units < 1 ? 1 / units : units).toFixed(6).replace('.', ','),
    5: amount(inEuro(cents, rate)),
    6: '"EUR"',
  };
}

/** Minor units of another currency in euro cents, rounded half up, never nothing. Pure. */
export const inEuro = (cents: number, rate: string): number => Math.max(1, Math.round(cents / Number(rate)));

function bookingLine(of: ExtfBooking, head: ExtfHead, { fixed }: KnownSettings): string {
  const filled: Record<number, string> = {
    1: amount(of.amountCents),
    2: `"${of.side}"`,
    3: text(head.currency, 3),
    ...(head.rate === null ? {} : exchanged(of.amountCents, head.rate)),
    7: of.account,
    8: of.contra,
    9: text(of.taxKey, 4),
    10: `${of.day.slice(8, 10)}${of.day.slice(5, 7)}`,
    11: documentNumber(of.document, 36),
    // The end of a number tells it apart; its beginning is the same for all of a range.
    12: documentNumber(of.reference.slice(-12), 12),
    14: text(of.text, 60),
    21: of.orderId ? '"Order-ID"' : '""',
    22: text(of.orderId, 210),
    23: of.corrects ? '"Rechnung"' : '""',
    24: text(of.corrects, 210),
    40: country(of.euTo),
    41: of.euPermille === null ? '' : percent(of.euPermille),
    114: fixed ? '1' : '0',
    115: of.suppliedOn ? `${of.suppliedOn.slice(8, 10)}${of.suppliedOn.slice(5, 7)}${of.suppliedOn.slice(0, 4)}` : '',
    123: country(of.euFrom),
  };
  return bookingColumns.map((_, n) => filled[n + 1] ?? (bookingTextColumns.has(n + 1) ? '""' : '')).join(';');
}

function debtorLine(of: ExtfDebtor): string {
  const filled: Record<number, string> = {
    1: of.account,
    2: text(of.isCompany ? of.name : '', 50),
    6: text(of.isCompany ? '' : of.name, 50),
    7: of.isCompany ? '"2"' : '"0"',
    9: text(of.vatId?.slice(0, 2) ?? '', 2),
    10: text(of.vatId?.slice(2) ?? '', 13),
    15: '"STR"',
    16: text(of.street, 36),
    18: text(of.postcode, 10),
    19: text(of.city, 30),
    20: text(of.country, 2),
    99: text(of.customerNumber, 15),
  };
  return debtorColumns.map((_, n) => filled[n + 1] ?? (debtorTextColumns.has(n + 1) ? '""' : '')).join(';');
}
