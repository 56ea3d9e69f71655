import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { UnreadableReturn } from '../unreadable-return.ts';
import type { AnswerRecord } from './read-answer.ts';

/** The records of an XML answer. `/Answers/Parcel`: repeated elements; `Tracking/@no`: what stands in them. DOCTYPE is refused. */
export function xmlRecords(text: string, records: string): AnswerRecord[] {
  const root = parseXml(text);
  const found = records.trim() ? nodesAt([root], records) : [root];
  return found.map((node, index) => ({
    where: `record ${index + 1}`,
    valuesAt: (at) => nodesAt([node], at).map(textOf),
  }));
}

function parseXml(text: string): unknown {
  if (/<!DOCTYPE/i.test(text)) throw new UnreadableReturn('DOCTYPE is not allowed');
  const valid = XMLValidator.validate(text);
  if (valid !== true) throw new UnreadableReturn(`line ${valid.err.line}: ${valid.err.code}`);
  try {
    return new XMLParser({
      ignoreAttributes: false,
      attributeNamePrefix: '@',
      parseTagValue: false,
      parseAttributeValue: false,
      removeNSPrefix: true,
      ignoreDeclaration: true,
    }).parse(text);
  } catch (cause) {
    throw new UnreadableReturn('not XML', { cause });
  }
}

/** Walks a path of element names; every repeated element is followed. */
function nodesAt(nodes: unknown[], path: string): unknown[] {
  return path
    .split('/')
    .filter((step) => step && step !== '.')
    .reduce<unknown[]>((at, step) => at.flatMap((node) => childrenOf(node, step)), nodes);
}

function childrenOf(node: unknown, step: string): unknown[] {
  if (!node || typeof node !== 'object') return [];
  if (step === 'text()') return [node];
  return Object.hasOwn(node, step) ? [(node as Record<string, unknown>)[step]].flat() : [];
}

function textOf(node: unknown): string {
  if (node && typeof node === 'object') return String((node as Record<string, unknown>)['#text'] ?? '');
  return String(node ?? '');
}
