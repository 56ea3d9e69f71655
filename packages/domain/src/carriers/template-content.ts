import { z } from 'zod';

export const templateFormats = ['csv', 'text', 'xml', 'json', 'pdf'] as const;
export const encodings = ['utf-8', 'utf-8-bom', 'windows-1252', 'iso-8859-1'] as const;

const liquid = (most: number) => z.string().max(most);

/** What staff write so that a carrier gets its data in its own form (F23); all texts are Liquid. */
export const templateContent = z.object({
  format: z.enum(templateFormats),
  /** The file; for PDF the HTML that is printed. */
  body: liquid(100_000),
  fileName: liquid(200).min(1),
  encoding: z.enum(encodings).default('utf-8'),
  lineEnd: z.enum(['crlf', 'lf']).default('lf'),
  /** What parts the cells of a CSV row. */
  delimiter: z.string().length(1).default(';'),
  /** Which cells stand in quotes; `never` turns a delimiter inside a cell into a space. */
  quoting: z.enum(['needed', 'always', 'never']).default('needed'),
  /** The mail that carries the file; unused by other transports. */
  subject: liquid(500).default(''),
  mailText: liquid(20_000).default(''),
  mailHtml: liquid(50_000).default(''),
});
export type TemplateContent = z.output<typeof templateContent>;

/** The texts of a template, in the order in which they are checked. */
export const templateParts = ['body', 'fileName', 'subject', 'mailText', 'mailHtml'] as const;
export type TemplatePart = (typeof templateParts)[number];

/** One thing that is wrong with a template; line and column count from 1. */
export interface TemplateProblem {
  part: TemplatePart;
  line: number | null;
  column: number | null;
  code:
    | 'unknown_variable'
    | 'unknown_filter'
    | 'unknown_tag'
    | 'syntax'
    | 'too_much'
    | 'not_well_formed'
    | 'uneven_rows'
    | 'shipment_missing'
    | 'empty';
  /** What is written there: a name, or what the reader of the format says. */
  found: string;
  /** What may have been meant. */
  suggestion: string | null;
}
