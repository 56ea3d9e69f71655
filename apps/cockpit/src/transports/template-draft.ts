/** A template as it is edited. */
export interface Draft {
  format: string;
  body: string;
  fileName: string;
  encoding: string;
  lineEnd: string;
  delimiter: string;
  quoting: string;
  subject: string;
  mailText: string;
  mailHtml: string;
}

export interface Problem {
  part: string;
  line?: number | null;
  column?: number | null;
  code: string;
  found: string;
  suggestion?: string | null;
}

export const FORMATS = ['csv', 'text', 'xml', 'json', 'pdf'];
export const ENCODINGS = ['utf-8', 'utf-8-bom', 'windows-1252', 'iso-8859-1'];

/** What a new template begins with. */
export const EMPTY: Draft = {
  format: 'csv',
  body: 'shipment;name;postcode;city;sku;quantity\n{%- for line in shipment.lines %}\n{{ shipment.number }};{{ shipment.recipient.name }};{{ shipment.recipient.postcode }};{{ shipment.recipient.city }};{{ line.sku }};{{ line.quantity }}\n{%- endfor %}\n',
  fileName: '{{ key }}.csv',
  encoding: 'utf-8',
  lineEnd: 'crlf',
  delimiter: ';',
  quoting: 'needed',
  subject: '',
  mailText: '',
  mailHtml: '',
};

/** Where a place (line and column from 1) stands in a text. */
export function offsetOf(text: string, line: number, column: number): number {
  const before = text.split('\n').slice(0, line - 1);
  return Math.min(text.length, before.reduce((sum, one) => sum + one.length + 1, 0) + column - 1);
}

/** A text with the suggested name where the unknown one stands; null: nothing is suggested, or it stands there no more. */
export function withSuggestion(text: string, { line, column, found, suggestion }: Problem): string | null {
  if (!line || !suggestion) return null;
  const wrong = found.split('.').at(-1)!;
  const from = text.indexOf(wrong, offsetOf(text, line, column ?? 1));
  return from < 0 ? null : text.slice(0, from) + suggestion + text.slice(from + wrong.length);
}
