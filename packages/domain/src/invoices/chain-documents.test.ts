import { expect, test } from 'vitest';
import { brokenLink, canonicalJson, chainHash, type Chained } from './chain-documents.ts';

function chain(count: number): Chained[] {
  const documents: Chained[] = [];
  for (let n = 1; n <= count; n += 1) {
    const data = { number: `RE-2026-${100_000 + n}`, grossCents: n * 100, lines: [{ b: 1, a: [n] }] };
    const prevHash = documents.at(-1)?.hash ?? null;
    documents.push({ number: data.number, data, prevHash, hash: chainHash(prevHash, data) });
  }
  return documents;
}

test('the hash is of the content, whatever the sequence of keys', () => {
  expect(canonicalJson({ b: 1, a: { d: [2, 1], c: null } })).toBe('{"a":{"c":null,"d":[2,1]},"b":1}');
  expect(chainHash(null, { a: 1, b: 2 })).toBe(chainHash(null, { b: 2, a: 1 }));
  expect(chainHash('x', { a: 1 })).not.toBe(chainHash(null, { a: 1 }));
});

test('a whole chain is whole', () => {
  expect(brokenLink(chain(5))).toBeNull();
  expect(brokenLink([])).toBeNull();
});

test.each<[string, (documents: Chained[]) => Chained[], string, string]>([
  [
    'a changed amount',
    (of) => of.with(2, { ...of[2]!, data: { ...of[2]!.data, grossCents: 1 } }),
    'RE-2026-100003',
    'content',
  ],
  ['a removed document', (of) => of.toSpliced(2, 1), 'RE-2026-100004', 'link'],
  ['two that changed places', (of) => of.with(1, of[2]!).with(2, of[1]!), 'RE-2026-100003', 'link'],
  ['a first that is not the first', (of) => of.slice(1), 'RE-2026-100002', 'link'],
  [
    'a new content with a new hash',
    (of) => of.with(1, { ...of[1]!, data: {}, hash: chainHash(of[1]!.prevHash, {}) }),
    'RE-2026-100003',
    'link',
  ],
])('%s is found', (_name, change, number, why) => {
  expect(brokenLink(change(chain(5)))).toEqual({ number, why });
});
