import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import de from './de.json';
import en from './en.json';

const source = new URL('../../../../packages/domain/src/kernel/rejection.ts', import.meta.url);
const codes = [...readFileSync(source, 'utf8').matchAll(/^ {2}\| '([a-z_]+)'/gm)].map(([, code]) => code!);
/** Shown as a conflict, with the page's own words and what stands there now. */
const isConflict = (code: string): boolean => code.endsWith('_changed_meanwhile');

test.each([
  ['German', de],
  ['English', en],
])(
  'every reason for which the business says no has %s words, and no words are left over',
  (_, { rejection, state }) => {
    expect(codes).toContain('refund_too_high');
    const { other, ...words } = rejection;
    expect(Object.keys(words).toSorted()).toEqual(codes.filter((code) => !isConflict(code)).toSorted());
    expect(Object.values(words).filter((text) => !/\S \S.*[.…]$/.test(text))).toEqual([]);
    expect(other).toContain('{code}');
    expect(state.conflict).toBeTruthy();
  },
);
