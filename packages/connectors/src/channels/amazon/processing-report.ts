import type { Verdict } from '@kontor/domain/channels/sales-channel.port';
import { XMLParser } from 'fast-xml-parser';
import { z } from 'zod';

const text = z.coerce.string();
const xmlReport = z.object({
  AmazonEnvelope: z.object({
    Message: z.object({
      ProcessingReport: z.object({
        ProcessingSummary: z.object({ MessagesWithError: z.coerce.number() }),
        Result: z
          .array(z.object({ ResultCode: text, ResultMessageCode: text.optional(), ResultDescription: text.optional() }))
          .default([]),
      }),
    }),
  }),
});
const jsonReport = z.object({
  summary: z.object({ errors: z.number() }),
  issues: z.array(z.object({ severity: z.string(), code: text, message: text })).default([]),
});

const parser = new XMLParser({ parseTagValue: false, isArray: (name) => name === 'Result' });
const longest = 500;

/** What a feed's processing report says, as XML, as text (invoices: models#2437, #2777) or JSON (newer feeds); one that cannot be read is a person's matter. */
export function readProcessingReport(bytes: Uint8Array, status: string): Verdict {
  const body = new TextDecoder().decode(bytes);
  const errors = xmlErrors(body) ?? textErrors(body) ?? jsonErrors(body);
  if (!errors) return { state: 'rejected', problem: `feed ${status}, its result cannot be read` };
  if (errors.length) return { state: 'rejected', problem: errors.join('; ').slice(0, longest) };
  return status === 'DONE' ? { state: 'accepted' } : { state: 'rejected', problem: `feed ${status}` };
}

/** The errors by code and words; null when the body is no such report. */
function xmlErrors(body: string): string[] | null {
  const parsed = body.trimStart().startsWith('<') ? xmlReport.safeParse(parser.parse(body)) : null;
  if (!parsed?.success) return null;
  const { ProcessingSummary: summary, Result: results } = parsed.data.AmazonEnvelope.Message.ProcessingReport;
  const errors = results
    .filter((result) => result.ResultCode === 'Error')
    .map((result) => `${result.ResultMessageCode ?? ''} ${result.ResultDescription ?? ''}`.trim());
  return errors.length || !summary.MessagesWithError ? errors : [`${summary.MessagesWithError} errors without words`];
}

/** 'Number of records successful' and, where there are any, a table of errors behind it. */
function textErrors(body: string): string[] | null {
  const count = (of: string): number => Number(new RegExp(`Number of records ${of}\\s+(\\d+)`).exec(body)?.[1]);
  const missing = count('processed') - count('successful');
  if (Number.isNaN(missing)) return null;
  const [titles = [], ...rows] = body
    .slice(Math.max(0, body.indexOf('original-record-number')))
    .split(/\r\n|\n|\r/)
    .map((line) => line.split('\t').map((cell) => cell.trim()));
  const cell = (row: string[], title: string): string => row[titles.indexOf(title)] ?? '';
  const errors = rows
    .filter((row) => cell(row, 'error-type') === 'Error')
    .map((row) => `${cell(row, 'error-code')} ${cell(row, 'error-message')}`.trim());
  return errors.length || !missing ? errors : [`${missing} errors without words`];
}

function jsonErrors(body: string): string[] | null {
  try {
    const { summary, issues } = jsonReport.parse(JSON.parse(body));
    const errors = issues
      .filter(({ severity }) => severity === 'ERROR')
      .map(({ code, message }) => `${code} ${message}`);
    return errors.length || !summary.errors ? errors : [`${summary.errors} errors without words`];
  } catch {
    return null;
  }
}
