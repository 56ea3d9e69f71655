import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import de from './de.json';
import en from './en.json';

type Tree = { [key: string]: string | Tree };
const keysOf = (tree: Tree, path = ''): string[] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [path + key] : keysOf(value, `${path}${key}.`),
  );
const textOf = (tree: Tree, path: string) =>
  path.split('.').reduce<Tree | string>((at, key) => (at as Tree)[key]!, tree) as string;
const placeholders = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();

test('German and English have the same keys', () => {
  expect(keysOf(de)).toEqual(keysOf(en));
});

test('no text is empty, and both languages take the same values', () => {
  const wrong = keysOf(de).filter((key) => {
    const [german, english] = [textOf(de, key), textOf(en, key)];
    return !german || !english || String(placeholders(german)) !== String(placeholders(english));
  });
  expect(wrong).toEqual([]);
});

test('every key written in the source exists', () => {
  const known = new Set(keysOf(de));
  const src = new URL('..', import.meta.url).pathname;
  const files = globSync('**/*.{vue,ts}', { cwd: src }).filter((file) => !/^gql|\.test\.ts$/.test(file));
  const used = files.flatMap((file) =>
    [...readFileSync(src + file, 'utf8').matchAll(/\bt\(\s*'([\w.]+)'/g)].map((match) => `${match[1]} (${file})`),
  );
  expect(used.length).toBeGreaterThan(150);
  expect(used.filter((one) => !known.has(one.split(' ')[0]!))).toEqual([]);
});
