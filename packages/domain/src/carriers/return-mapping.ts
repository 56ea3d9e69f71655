import { z } from 'zod';

/** Where one value of an answer stands and what it means. */
const field = z.object({
  /** CSV: column title or number from 1; XML and JSON: path inside the record; text: RE2 pattern, value in its first group. */
  at: z.string().min(1).max(500),
  /** Their word → ours: { 'DPD-CL': 'DPD' }; other words stay as they are. */
  values: z.record(z.string(), z.string()).default({}),
  /** Stands in when the answer says nothing. */
  otherwise: z.string().optional(),
});
export type ReturnField = z.output<typeof field>;

/** How a carrier's answers are read (F24). */
export const returnMapping = z.object({
  format: z.enum(['csv', 'xml', 'json', 'text']),
  /** `auto`: UTF-8 where it is, else windows-1252. */
  encoding: z.enum(['auto', 'utf-8', 'windows-1252', 'iso-8859-1', 'utf-16le']).default('auto'),
  /** CSV: what parts the cells; several are tried. */
  delimiters: z.array(z.string().length(1)).min(1).default([';', '\t', ',']),
  /** CSV: the first row names the columns. */
  titles: z.boolean().default(true),
  /** XML: path of the repeated element; JSON: JSONPath of the records; empty: the whole message is one record. */
  records: z.string().max(500).default(''),
  /** Parts several tracking numbers in one value. */
  separator: z.string().max(5).optional(),
  /** Of times without a zone. */
  timeZone: z.string().default('Europe/Berlin'),
  fields: z.object({
    shipment: field,
    trackingNumber: field,
    parcelService: field.optional(),
    shippedAt: field.optional(),
  }),
});
export type ReturnMapping = z.output<typeof returnMapping>;
