import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';

const dist = path.resolve(import.meta.dirname, '../apps/cockpit/dist');

/** The files that the first page asks for, by what the built page names. */
function filesOf(pattern: RegExp): string[] {
  const html = readFileSync(path.join(dist, 'index.html'), 'utf8');
  return [...html.matchAll(pattern)].map((match) => match[1]!);
}
const gzipped = (files: string[]): number =>
  files.reduce((sum, file) => sum + gzipSync(readFileSync(path.join(dist, file))).length, 0);

test('what a browser loads before the first page stands is at most 260 kB of scripts and 35 kB of styles, packed', () => {
  const scripts = filesOf(/(?:src|modulepreload" crossorigin href)="\/(assets\/[^"]+\.js)"/g);
  const styles = filesOf(/rel="stylesheet" crossorigin href="\/(assets\/[^"]+\.css)"/g);
  expect([scripts.length > 1, styles.length]).toEqual([true, 1]);
  expect(gzipped(scripts) / 1_000).toBeLessThanOrEqual(260);
  expect(gzipped(styles) / 1_000).toBeLessThanOrEqual(35);
});

test('the charts and the words of the other language are no part of it', () => {
  const first = filesOf(/="\/(assets\/[^"]+\.js)"/g).map((file) => readFileSync(path.join(dist, file), 'utf8'));
  expect(first.some((code) => code.includes('Kennzahlen') || code.includes('Jobs & health'))).toBe(false);
});
