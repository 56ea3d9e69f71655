import { parse } from 'csv-parse/sync';
import type { ReturnedParcel } from '@kontor/domain/shipments/hand-over-data';
import { optionalInstant } from '../return-instant.ts';
import { UnreadableReturn } from '../unreadable-return.ts';

const required = ['shipment', 'tracking_number', 'parcel_service'];

interface CsvRow {
  record: Record<string, string>;
  info: { lines: number };
}

/** Parcels out of a CSV with titles `shipment;tracking_number;parcel_service;shipped_at` (also comma or tab); throws UnreadableReturn. */
export function readReturnCsv(bytes: Uint8Array): ReturnedParcel[] {
  const rows = parseRows(decode(bytes));
  if (!rows.length) throw new UnreadableReturn('no rows');
  return rows.map(({ record, info }) => {
    const missing = required.find((title) => !record[title]);
    if (missing) throw new UnreadableReturn(`line ${info.lines}: ${missing} missing`);
    return {
      shipment: record.shipment!,
      trackingNumber: record.tracking_number!,
      parcelService: record.parcel_service!,
      shippedAt: optionalInstant(record.shipped_at, `line ${info.lines}: shipped_at`),
    };
  });
}

/** UTF-8, else cp1252; bytes that no text has are refused. */
function decode(bytes: Uint8Array): string {
  // oxlint-disable-next-line no-control-regex
  const junk = /[\u0000-\u0008\u000e-\u001f]/;
  const text = decodeUtf8(bytes) ?? new TextDecoder('windows-1252').decode(bytes);
  const line = text.split(/\r\n|\n|\r/).findIndex((part) => junk.test(part));
  if (line >= 0) throw new UnreadableReturn(`line ${line + 1}: not text`);
  return text;
}

function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function parseRows(text: string): CsvRow[] {
  try {
    return parse(text, {
      columns: checkedTitles,
      delimiter: [';', '\t', ','],
      bom: true,
      trim: true,
      skip_empty_lines: true,
      relax_column_count_more: true,
      max_record_size: 10_000,
      info: true,
    }) as unknown as CsvRow[];
  } catch (error) {
    if (error instanceof UnreadableReturn) throw error;
    const { lines, code } = error as { lines?: number; code?: string };
    throw new UnreadableReturn(`line ${lines ?? 1}: ${code ?? 'not CSV'}`, { cause: error });
  }
}

function checkedTitles(titles: string[]): string[] {
  const names = titles.map((title) => title.trim().toLowerCase());
  const missing = required.filter((title) => !names.includes(title));
  if (missing.length) throw new UnreadableReturn(`line 1: columns missing: ${missing.join(', ')}`);
  return names;
}
