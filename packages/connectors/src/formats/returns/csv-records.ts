import type { ReturnMapping } from '@kontor/domain/carriers/return-mapping';
import { parse } from 'csv-parse/sync';
import { UnreadableReturn } from '../unreadable-return.ts';
import type { AnswerRecord } from './read-answer.ts';

interface Row {
  record: string[];
  info: { lines: number };
}

/** The rows of a CSV answer; columns by title (case does not matter) or by number from 1. */
export function csvRecords(text: string, { delimiters, titles, fields }: ReturnMapping): AnswerRecord[] {
  const rows = parseRows(text, delimiters);
  const names = titles ? (rows.shift()?.record ?? []).map(plain) : [];
  const indexOf = (at: string): number => (names.includes(plain(at)) ? names.indexOf(plain(at)) : Number(at) - 1);
  const wanted = [fields.shipment, fields.trackingNumber, fields.parcelService];
  const missing = wanted.filter(
    (field) => field && field.otherwise === undefined && !Number.isInteger(indexOf(field.at)),
  );
  if (missing.length)
    throw new UnreadableReturn(`line 1: columns missing: ${missing.map((field) => field!.at).join(', ')}`);
  return rows.map(({ record, info }) => ({
    where: `line ${info.lines}`,
    valuesAt: (at) => [record[indexOf(at)] ?? ''],
  }));
}

const plain = (title: string): string => title.trim().toLowerCase();

function parseRows(text: string, delimiter: string[]): Row[] {
  try {
    return parse(text, {
      delimiter,
      bom: true,
      trim: true,
      skip_empty_lines: true,
      relax_column_count: true,
      max_record_size: 100_000,
      info: true,
    }) as unknown as Row[];
  } catch (error) {
    const { lines, code } = error as { lines?: number; code?: string };
    throw new UnreadableReturn(`line ${lines ?? 1}: ${code ?? 'not CSV'}`, { cause: error });
  }
}
