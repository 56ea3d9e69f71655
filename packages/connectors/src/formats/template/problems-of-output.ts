import type { TemplateContent, TemplateProblem } from '@kontor/domain/carriers/template-content';
import { parse } from 'csv-parse/sync';
import { XMLValidator } from 'fast-xml-parser';
import type { HandOverSet } from './hand-over-view.ts';

type Fault = Pick<TemplateProblem, 'code' | 'found'> & { line?: number; column?: number };

/** What is wrong with a filled template as a file of its format; line and column are those of the result. */
export function problemsOfOutput(
  content: TemplateContent,
  text: string,
  { shipments }: HandOverSet,
): TemplateProblem[] {
  if (!text.trim()) return [problem({ code: 'empty', found: '' })];
  const fault = faultOf(content, text);
  if (fault) return [problem(fault)];
  const missing = shipments.filter(({ shipment }) => !text.includes(shipment)).map(({ shipment }) => shipment);
  return missing.length ? [problem({ code: 'shipment_missing', found: missing.join(', ') })] : [];
}

const problem = ({ line, column, ...of }: Fault): TemplateProblem => ({
  part: 'body',
  line: line ?? null,
  column: column ?? null,
  suggestion: null,
  ...of,
});

function faultOf(content: TemplateContent, text: string): Fault | null {
  switch (content.format) {
    case 'xml':
      return faultOfXml(text);
    case 'json':
      return faultOfJson(text);
    case 'csv':
      return faultOfCsv(text, content);
    default:
      return null;
  }
}

function faultOfXml(text: string): Fault | null {
  if (/<!DOCTYPE/i.test(text)) return { code: 'not_well_formed', found: 'DOCTYPE' };
  const result = XMLValidator.validate(text);
  if (result === true) return null;
  const { msg, line, col } = result.err;
  return { code: 'not_well_formed', found: msg, line, column: col };
}

function faultOfJson(text: string): Fault | null {
  try {
    JSON.parse(text);
    return null;
  } catch (error) {
    const { message } = error as Error;
    const at = Number(/position (\d+)/.exec(message)?.[1] ?? 0);
    const before = text.slice(0, at).split('\n');
    return {
      code: 'not_well_formed',
      found: message.replace(/ in JSON.*/s, ''),
      line: before.length,
      column: before.at(-1)!.length + 1,
    };
  }
}

function faultOfCsv(text: string, { delimiter, quoting }: TemplateContent): Fault | null {
  try {
    parse(text, { delimiter, quote: quoting === 'never' ? null : '"', skip_empty_lines: true, relax_quotes: false });
    return null;
  } catch (error) {
    const { lines, message, code } = error as { lines?: number; message: string; code?: string };
    const isUneven = code === 'CSV_RECORD_INCONSISTENT_FIELDS_LENGTH';
    return { code: isUneven ? 'uneven_rows' : 'not_well_formed', found: message, line: lines ?? 1, column: 1 };
  }
}
