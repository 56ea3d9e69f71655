import { expect, test } from 'vitest';
import { dealOut } from './deal-out.ts';

const line = (channelLineId: string, quantity: number) => ({ channelLineId, quantity });

test.each([
  ['one parcel holds all', [line('a', 2), line('b', 1)], 1, [[line('a', 2), line('b', 1)]]],
  [
    'a line is split where a parcel is full',
    [line('a', 3), line('b', 1)],
    2,
    [[line('a', 2)], [line('a', 1), line('b', 1)]],
  ],
  ['the first parcels are the fuller ones', [line('a', 5)], 3, [[line('a', 2)], [line('a', 2)], [line('a', 1)]]],
  ['one article in two boxes', [line('a', 1)], 2, [[line('a', 1)], []]],
  ['nothing is left', [line('a', 0)], 1, [[]]],
  ['no parcel', [line('a', 1)], 0, []],
])('%s', (_, lines, parcels, packed) => {
  expect(dealOut(lines, parcels)).toEqual(packed);
});
