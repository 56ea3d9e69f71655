import type { ReturnField, ReturnMapping } from '@kontor/domain/carriers/return-mapping';
import type { ReturnedParcel } from '@kontor/domain/shipments/hand-over-data';
import { UnreadableReturn } from '../unreadable-return.ts';
import { csvRecords } from './csv-records.ts';
import { decodeAnswer } from './decode-answer.ts';
import { instantOf } from './instant-of.ts';
import { jsonRecords } from './json-records.ts';
import { textRecords } from './text-records.ts';
import { xmlRecords } from './xml-records.ts';

/** One record of an answer: gives the values that stand at a place. */
export interface AnswerRecord {
  /** For messages: 'line 3', 'record 2'. */
  where: string;
  valuesAt(at: string): string[];
}

/** Answers are a few lines per parcel; larger ones are no answers. */
export const largestAnswer = 20 * 1024 * 1024;

/** Parcels out of a carrier's answer, as its mapping says; throws UnreadableReturn with the record at fault. */
export function readAnswer(mapping: ReturnMapping, bytes: Uint8Array): ReturnedParcel[] {
  if (bytes.length > largestAnswer) throw new UnreadableReturn('too large');
  return readAnswerText(mapping, decodeAnswer(bytes, mapping.encoding));
}

/** As readAnswer, when the text is known already (the body of a mail). */
export function readAnswerText(mapping: ReturnMapping, text: string): ReturnedParcel[] {
  const records = recordsOf(mapping, text);
  if (!records.length) throw new UnreadableReturn('no records');
  return records.flatMap((record) => parcelsOf(mapping, record));
}

function recordsOf(mapping: ReturnMapping, text: string): AnswerRecord[] {
  switch (mapping.format) {
    case 'csv':
      return csvRecords(text, mapping);
    case 'xml':
      return xmlRecords(text, mapping.records);
    case 'json':
      return jsonRecords(text, mapping.records);
    case 'text':
      return textRecords(text);
  }
}

function parcelsOf({ fields, separator, timeZone }: ReturnMapping, record: AnswerRecord): ReturnedParcel[] {
  const numbers = valuesOf(record, fields.trackingNumber, separator);
  if (!numbers.length) throw new UnreadableReturn(`${record.where}: no tracking number`);
  const shipments = perParcel(valuesOf(record, fields.shipment), numbers.length, `${record.where}: shipment`);
  const services = fields.parcelService
    ? perParcel(valuesOf(record, fields.parcelService), numbers.length, `${record.where}: parcel service`)
    : [];
  const times = fields.shippedAt ? valuesOf(record, fields.shippedAt) : [];
  return numbers.map((trackingNumber, index) => ({
    shipment: shipments[index]!,
    trackingNumber,
    parcelService: services[index] ?? '',
    shippedAt: instantOf(times.length === numbers.length ? times[index] : times[0], timeZone, record.where),
  }));
}

function valuesOf(record: AnswerRecord, { at, values, otherwise }: ReturnField, separator?: string): string[] {
  const found = record
    .valuesAt(at)
    .flatMap((value) => (separator ? value.split(separator) : [value]))
    .map((value) => value.trim())
    .filter(Boolean)
    .map((value) => (Object.hasOwn(values, value) ? values[value]! : value));
  return found.length || otherwise === undefined ? found : [otherwise];
}

/** A value stands once for all parcels, or once per parcel in the same order. */
function perParcel(values: string[], parcels: number, what: string): string[] {
  if (new Set(values).size === 1) return Array.from({ length: parcels }, () => values[0]!);
  if (values.length !== parcels)
    throw new UnreadableReturn(`${what} ${values.length} × for ${parcels} tracking numbers`);
  return values;
}
