import type { OutgoingFile } from '@kontor/domain/carriers/carrier-transport.port';
import type { HandOverData } from '@kontor/domain/shipments/hand-over-data';
import { writeHandOverCsv } from '../formats/csv/hand-over.csv.ts';
import { writeHandOverJson } from '../formats/json/hand-over.json.ts';
import type { HandOverFormat } from './carrier-connection.ts';

const mediaTypes: Record<HandOverFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  json: 'application/json',
  pdf: 'application/pdf',
};

/** A hand-over as a file named after its shipment; `printPdf` throws what the printer throws. */
export async function writeHandOver(
  format: HandOverFormat,
  data: HandOverData,
  deps: { printPdf(data: HandOverData): Promise<Uint8Array> },
): Promise<OutgoingFile> {
  return {
    name: `${data.shipment}.${format}`,
    mediaType: mediaTypes[format],
    bytes: await bytesOf(format, data, deps),
  };
}

function bytesOf(
  format: HandOverFormat,
  data: HandOverData,
  deps: { printPdf(data: HandOverData): Promise<Uint8Array> },
): Uint8Array | Promise<Uint8Array> {
  switch (format) {
    case 'csv':
      return writeHandOverCsv(data);
    case 'json':
      return writeHandOverJson(data);
    case 'pdf':
      return deps.printPdf(data);
  }
}
