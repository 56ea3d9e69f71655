import { csvCell } from '../kernel/csv-cell.ts';
import { formatMinorUnits } from '../kernel/money.ts';
import type { ExtfBooking } from './datev/write-extf.ts';
import type { ExportEntry } from './exported-entries.ts';

const titles = [
  'seq', 'booked_on', 'kind', 'amount', 'currency', 'debit', 'credit', 'debit_number', 'credit_number', 'document', 'order_id',
  'settlement', 'tax_treatment', 'tax_percent', 'tax_country',
]; // prettier-ignore

/** An amount is a number, also below zero. */
const cell = (value: string): string => (/^-?\d+(\.\d+)?$/.test(value) ? value : csvCell(value));

/** The ledger as CSV (RFC 4180, UTF-8 with mark, semicolons, decimal points): both accounts by meaning and by number. Pure. */
export function writeCsv(entries: ExportEntry[], bookingOf: (entry: ExportEntry) => ExtfBooking): Uint8Array {
  const lines = entries.map((entry) => {
    const { side, account, contra } = bookingOf(entry);
    const [debit, credit] = side === 'S' ? [account, contra] : [contra, account];
    const { tax } = entry;
    return [
      entry.seq, entry.bookedOn, entry.kind, formatMinorUnits(entry.amountCents), entry.currency, entry.debit, entry.credit, debit, credit,
      entry.document ?? '', entry.channelOrderId ?? '', entry.settlement ?? '', tax?.treatment ?? '', tax ? String(tax.permille / 10) : '',
      tax?.country ?? '',
    ]; // prettier-ignore
  });
  const text = [titles, ...lines].map((line) => line.map(cell).join(';')).join('\r\n');
  return new TextEncoder().encode(`\uFEFF${text}\r\n`);
}
