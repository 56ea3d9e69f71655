import { expect, test } from 'vitest';
import { placeOf, queryOfPlace } from './mail-place.ts';

test('what stands in the URL is read as it was written; anything else is where one begins', () => {
  const place = { kind: 'invoice' as const, language: 'en' as const, channelId: 'c' };
  expect(placeOf(queryOfPlace(place))).toEqual(place);
  expect(placeOf({ kind: 'spam', language: ['de'], channel: '' })).toEqual({
    kind: 'received',
    language: 'de',
    channelId: undefined,
  });
});
