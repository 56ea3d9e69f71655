import { createHash } from 'node:crypto';

/** JSON with the keys of every object in order: the same text before the database and after it. */
export const canonicalJson = (value: unknown): string =>
  JSON.stringify(value, (_key, of: unknown) =>
    of && typeof of === 'object' && !Array.isArray(of)
      ? Object.fromEntries(Object.entries(of).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : of,
  );

/** sha256 over the hash before and the canonical data of a document: nothing can be changed, left out or put in between. */
export const chainHash = (previous: string | null, data: object): string =>
  createHash('sha256')
    .update(`${previous ?? ''}\n${canonicalJson(data)}`)
    .digest('hex');

/** A document as it stands in its chain. */
export interface Chained {
  number: string;
  data: object;
  prevHash: string | null;
  hash: string;
}

/** The first document of a range (in its order) that does not follow from the one before, or null. Pure. */
export function brokenLink(documents: Iterable<Chained>): { number: string; why: 'link' | 'content' | 'gap' } | null {
  let before: Chained | undefined;
  for (const document of documents) {
    if (document.prevHash !== (before?.hash ?? null)) return { number: document.number, why: 'link' };
    if (before && countOf(document) !== countOf(before) + 1) return { number: document.number, why: 'gap' };
    if (document.hash !== chainHash(document.prevHash, document.data))
      return { number: document.number, why: 'content' };
    before = document;
  }
  return null;
}

const countOf = ({ number }: Chained): number => Number(/\d+$/.exec(number)?.[0]);
