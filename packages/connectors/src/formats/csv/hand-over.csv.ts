import { stringify } from 'csv-stringify/sync';
import type { HandOverData } from '@kontor/domain/shipments/hand-over-data';

const columns = [
  'shipment',
  'delivery_note',
  'order',
  'service',
  'name',
  'company',
  'street',
  'addition',
  'postcode',
  'city',
  'country',
  'sku',
  'title',
  'quantity',
  'weight_g',
] as const;

/** A hand-over as CSV: semicolons, UTF-8, CRLF, titles, one row per line. */
export function writeHandOverCsv(data: HandOverData): Uint8Array {
  const text = stringify(toRows(data), {
    columns: [...columns],
    delimiter: ';',
    header: true,
    record_delimiter: '\r\n',
  });
  return new TextEncoder().encode(text);
}

function toRows({ recipient, lines, ...data }: HandOverData): Record<(typeof columns)[number], string | number>[] {
  return lines.map((line) => ({
    shipment: data.shipment,
    delivery_note: data.deliveryNote,
    order: data.order,
    service: data.service,
    name: asText(recipient.name),
    company: asText(recipient.company),
    street: asText(recipient.street),
    addition: asText(recipient.addition),
    postcode: asText(recipient.postcode),
    city: asText(recipient.city),
    country: asText(recipient.country),
    sku: line.sku,
    title: asText(line.title),
    quantity: line.quantity,
    weight_g: line.weightG,
  }));
}

/** What a buyer wrote stays text when a spreadsheet opens the file: no cell begins like a formula, none breaks the row. */
function asText(value: string | null | undefined): string {
  const line = (value ?? '').replace(/[\r\n\t]+/g, ' ').trim();
  return /^[=+\-@]/.test(line) ? `'${line}` : line;
}
