import { expect, test } from 'vitest';
import { unpackIds } from './packed-ids.ts';

test('packed ids become ids again', () => {
  const ids = ['01a212a6-0b06-77a8-9e15-7656c8024957', '00000000-0000-7000-8000-0000000000ff'];
  const bytes = ids.flatMap((id) =>
    id
      .replaceAll('-', '')
      .match(/../g)!
      .map((hex) => parseInt(hex, 16)),
  );
  expect(unpackIds(btoa(String.fromCharCode(...bytes)))).toEqual(ids);
  expect(unpackIds('')).toEqual([]);
});
