import { JSONPath } from 'jsonpath-plus';
import { UnreadableReturn } from '../unreadable-return.ts';
import type { AnswerRecord } from './read-answer.ts';

/** The records of a JSON answer, one object or what a JSONPath finds (`$.parcels[*]`); nothing in a path is executed. */
export function jsonRecords(text: string, records: string): AnswerRecord[] {
  const root = parseJson(text);
  const found = records.trim() ? valuesAt(root, records) : [root].flat();
  return found.map((record, index) => ({
    where: `record ${index + 1}`,
    valuesAt: (at) => valuesAt(record, at).filter(isPlain).map(String),
  }));
}

const isPlain = (value: unknown): boolean => ['string', 'number', 'boolean'].includes(typeof value);

/** Paths that search a tree in a tree take quadratic time and longer. */
const isTame = (path: string): boolean => (path.match(/\.\./g) ?? []).length <= 1 && !/[()?^~`]/.test(path);

function valuesAt(json: unknown, path: string): unknown[] {
  if (!isTame(path)) throw new UnreadableReturn(`not a path: ${path}`);
  if (json === null || typeof json !== 'object') return [];
  try {
    const found = JSONPath({
      path: path.startsWith('$') ? path : `$.${path}`,
      json,
      eval: false,
      wrap: true,
    }) as unknown[];
    return found.length > 100_000 ? [] : found;
  } catch (cause) {
    throw new UnreadableReturn(`not a path: ${path}`, { cause });
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (cause) {
    throw new UnreadableReturn('not JSON', { cause });
  }
}
