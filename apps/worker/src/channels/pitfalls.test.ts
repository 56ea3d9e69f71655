import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../../../..');
const textOf = (file: string): string => readFileSync(path.join(root, file), 'utf8');

/** Lines of the table: number, complaint, file and name of a test. */
const rows = [...textOf('docs/pitfalls.md').matchAll(/^\| +(\d+) +\|[^|]*\| `([^`]+)`: (.+?) +\|$/gm)].map(
  ([, number, file, name]) => ({ number: Number(number), file: file!, name: name! }),
);

test('every pitfall has its test, and every test that is named exists', () => {
  expect(new Set(rows.map(({ number }) => number))).toEqual(
    new Set([...Array.from({ length: 15 }, (_, index) => index + 1), 16, 18, 19, 24, 40]),
  );
  const missing = rows.filter(({ file, name }) => !/^test/m.test(textOf(file)) || !textOf(file).includes(name));
  expect(missing).toEqual([]);
});
