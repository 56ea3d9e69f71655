import { Rejection } from '../kernel/rejection.ts';
import type { KnownSettings } from '../ledger/accounting-settings.ts';
import { numberOf, taxKeyOf } from './account-plans.ts';
import { writeCsv } from './csv.ts';
import { checkExtf, mostBookings } from './datev/check-extf.ts';
import { writeBookings, type ExtfBooking } from './datev/write-extf.ts';
import type { ExportFormat } from './export.entity.ts';
import type { ExportEntry } from './exported-entries.ts';

export interface WrittenFile {
  name: string;
  mediaType: string;
  bytes: Uint8Array;
  entries: ExportEntry[];
  sumCents: number;
}

/** Accounts that stand on the left of a booking, so that tax keys speak about the other one. */
const rank = (account: string): number => (account === 'clearing' ? 0 : account === 'receivable' ? 1 : 2);

/** Writes entries into files: one per month and currency (and per 99,999 bookings). Pure; throws where a file says other sums than the entries. */
export function writeFiles(
  format: ExportFormat,
  entries: ExportEntry[],
  settings: KnownSettings,
  createdAt: Date,
): WrittenFile[] {
  const months = Map.groupBy(entries, ({ bookedOn, currency }) => `${bookedOn.slice(0, 7)} ${currency}`);
  return [...months.keys()].toSorted().flatMap((key) => {
    const [month, currency] = key.split(' ') as [string, string];
    return chunks(months.get(key)!).map((part, index) => {
      const name = `${month}${currency === 'EUR' ? '' : `_${currency}`}${index ? `_${index + 1}` : ''}`;
      return writeFile(format, { month, currency, name }, part, settings, createdAt);
    });
  });
}

const chunks = (entries: ExportEntry[]): ExportEntry[][] =>
  Array.from({ length: Math.ceil(entries.length / mostBookings) }, (_, n) =>
    entries.slice(n * mostBookings, (n + 1) * mostBookings),
  );

/** Writes one file; the same entries, settings and instant give the same bytes. */
export function writeFile(
  format: ExportFormat,
  { month, currency, name }: { month: string; currency: string; name: string },
  entries: ExportEntry[],
  settings: KnownSettings,
  createdAt: Date,
): WrittenFile {
  const sumCents = entries.reduce((sum, { amountCents }) => sum + amountCents, 0);
  if (format === 'csv') {
    const bytes = writeCsv(entries, (entry) => bookingOf(entry, settings));
    return { name: `Kontor_Buchungen_${name}.csv`, mediaType: 'text/csv; charset=utf-8', bytes, entries, sumCents };
  }
  const rate = rateOf(month, currency, settings);
  const head = { createdAt, from: `${month}-01`, to: lastDay(month), title: `Kontor ${month}`, currency, rate };
  const bookings = entries.map((entry) => bookingOf(entry, settings));
  const bytes = writeBookings(bookings, head, settings);
  mustSayTheSame(bytes, entries, settings);
  return {
    name: `EXTF_Buchungsstapel_${name}.csv`,
    mediaType: 'text/csv; charset=windows-1252',
    bytes,
    entries,
    sumCents,
  };
}

/** The rate of a month, as the ministry of finance publishes it for VAT (§ 16 (6) UStG). Throws Rejection where it is not known. */
function rateOf(month: string, currency: string, { exchangeRates }: KnownSettings): string | null {
  if (currency === 'EUR') return null;
  const rate = exchangeRates[`${month} ${currency}`];
  if (!rate) throw new Rejection('exchange_rate_missing', { month, currency });
  return rate;
}

const lastDay = (month: string): string =>
  new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)), 0)).toISOString().slice(0, 10);

/** A ledger entry as a booking with two numbers. Pure. */
export function bookingOf(entry: ExportEntry, settings: KnownSettings): ExtfBooking {
  const isTurned = rank(entry.credit) < rank(entry.debit);
  const [left, right] = isTurned ? [entry.credit, entry.debit] : [entry.debit, entry.credit];
  const number = (account: ExportEntry['debit']): string => numberOf(account, entry.tax, entry, settings);
  const { tax } = entry;
  const home = entry.home ?? 'DE';
  const from = entry.shipsFrom ?? home;
  const isRated = tax?.treatment === 'oss' || tax?.treatment === 'local';
  const isAbroad = isRated || tax?.treatment === 'intra_community';
  return {
    amountCents: entry.amountCents,
    side: isTurned ? 'H' : 'S',
    account: number(left),
    contra: number(right),
    taxKey: taxKeyOf(tax, from === home),
    day: entry.bookedOn,
    suppliedOn: entry.suppliedOn,
    document: entry.document ?? '',
    reference: entry.corrects ?? (entry.document === entry.settlement ? '' : (entry.settlement ?? '')),
    corrects: entry.corrects ?? '',
    text: [words[entry.kind] ?? entry.kind, entry.channelCode, entry.document].filter(Boolean).join(' '),
    orderId: entry.channelOrderId ?? '',
    euTo: isAbroad ? (tax.treatment === 'local' ? tax.country : (tax.vatId ?? tax.country)) : '',
    euPermille: isRated ? tax.permille : null,
    euFrom: isRated ? from : '',
  };
}

const words: Record<string, string> = {
  invoice: 'Rechnung',
  credit_note: 'Rechnungskorrektur',
  settlement: 'Abrechnung',
  match: 'Zahlung',
  offset: 'Verrechnung',
  difference: 'Differenz',
  account: 'Abrechnung',
  undo: 'Rücknahme',
};

/** The file is read back by the checker; its sums must be the ledger's, account by account. */
function mustSayTheSame(bytes: Uint8Array, entries: ExportEntry[], settings: KnownSettings): void {
  const balances = new Map<string, number>();
  const add = (account: string, cents: number): unknown => balances.set(account, (balances.get(account) ?? 0) + cents);
  for (const entry of entries) {
    add(numberOf(entry.debit, entry.tax, entry, settings), entry.amountCents);
    add(numberOf(entry.credit, entry.tax, entry, settings), -entry.amountCents);
  }
  const read = checkExtf(bytes);
  const isSame =
    read.bookings === entries.length && [...balances].every(([account, cents]) => read.balances.get(account) === cents);
  if (!isSame)
    throw new Error(`the file says other sums than the ledger: ${read.bookings} of ${entries.length} bookings`);
}
