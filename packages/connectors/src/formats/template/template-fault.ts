import type { TemplatePart, TemplateProblem } from '@kontor/domain/carriers/template-content';
import { closest, distance } from 'fastest-levenshtein';

/** A template cannot be filled: the problems name line and column. */
export class TemplateFault extends Error {
  override name = 'TemplateFault';
  readonly problems: TemplateProblem[];

  constructor(problems: TemplateProblem[]) {
    super(problems.map(inWords).join('; '));
    this.problems = problems;
  }
}

const inWords = ({ part, line, column, code, found }: TemplateProblem): string =>
  `template ${part}${line ? ` ${line}:${column}` : ''}: ${code} ${found}`.slice(0, 200);

interface LiquidFault {
  message: string;
  token?: { getPosition(): [number, number] };
  originalError?: Error & { variableName?: string };
}

/** What Liquid complains of, as a problem with its place. */
export function problemOf(part: TemplatePart, error: unknown, view: object): TemplateProblem {
  const { message, token, originalError } = error as LiquidFault;
  const [line, column] = token?.getPosition() ?? [null, null];
  const text = (originalError?.message ?? message).replace(/, line:\d+, col:\d+.*/s, '');
  return { part, line, column, ...kindOf(text, view) };
}

function kindOf(text: string, view: object): Pick<TemplateProblem, 'code' | 'found' | 'suggestion'> {
  const variable = /^undefined variable: (.*)$/s.exec(text)?.[1];
  if (variable) return { code: 'unknown_variable', found: variable, suggestion: suggestName(variable, view) };
  const filter = /^undefined filter: (.*)$/s.exec(text)?.[1];
  if (filter) return { code: 'unknown_filter', found: filter, suggestion: nearest(filter, filters) };
  const tag = /^tag "(.*)" not found/s.exec(text)?.[1];
  if (tag) return { code: 'unknown_tag', found: tag, suggestion: nearest(tag, tags) };
  if (/limit exceeded/.test(text)) return { code: 'too_much', found: text, suggestion: null };
  return { code: 'syntax', found: text, suggestion: null };
}

const filters = [
  'date',
  'fixed',
  'upcase',
  'downcase',
  'capitalize',
  'strip',
  'truncate',
  'replace',
  'remove',
  'append',
  'prepend',
  'split',
  'join',
  'first',
  'last',
  'size',
  'slice',
  'plus',
  'minus',
  'times',
  'divided_by',
  'round',
  'floor',
  'ceil',
  'default',
  'map',
  'where',
  'sum',
];
const tags = [
  'if',
  'else',
  'elsif',
  'endif',
  'unless',
  'endunless',
  'for',
  'endfor',
  'case',
  'when',
  'endcase',
  'assign',
  'capture',
  'endcapture',
  'cycle',
  'comment',
  'endcomment',
];

/** 'shipment.weigth' → 'weightG': the nearest name where the path breaks off, any name of the view for a loop variable. */
export function suggestName(path: string, view: object): string | null {
  const segments = path.split(/[.[\]"']+/).filter(Boolean);
  let at: unknown = view;
  for (const segment of segments) {
    if (!at || typeof at !== 'object' || Array.isArray(at)) return null;
    if (segment in at) at = (at as Record<string, unknown>)[segment];
    else {
      const near = nearest(segment, Object.keys(at));
      if (near || at !== view) return near;
      return nearest(segments.at(-1)!, namesIn(view));
    }
  }
  return null;
}

const namesIn = (value: unknown): string[] => {
  if (Array.isArray(value)) return namesIn(value[0]);
  if (!value || typeof value !== 'object') return [];
  return [...new Set([...Object.keys(value), ...Object.values(value).flatMap(namesIn)])];
};

function nearest(name: string, known: string[]): string | null {
  if (!known.length) return null;
  const near = closest(name, known);
  return distance(name.toLowerCase(), near.toLowerCase()) <= Math.max(2, Math.floor(name.length / 3)) ? near : null;
}
