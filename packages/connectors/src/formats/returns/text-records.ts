import { RE2JS } from 're2js';
import { UnreadableReturn } from '../unreadable-return.ts';
import type { AnswerRecord } from './read-answer.ts';

/** A free text is one record; each place is a pattern in RE2 syntax (linear time, no look-around). */
export const textRecords = (text: string): AnswerRecord[] => [
  { where: 'text', valuesAt: (pattern) => matches(text, pattern) },
];

function matches(text: string, pattern: string): string[] {
  const matcher = compiled(pattern).matcher(text);
  const values: string[] = [];
  while (values.length < 10_000 && matcher.find()) values.push(matcher.group(1) ?? '');
  return values;
}

function compiled(pattern: string): RE2JS {
  try {
    const program = RE2JS.compile(pattern);
    if (program.matcher('').groupCount() > 0) return program;
  } catch (cause) {
    throw new UnreadableReturn(`not a pattern: ${pattern}`, { cause });
  }
  throw new UnreadableReturn(`a pattern needs a group ( ): ${pattern}`);
}
