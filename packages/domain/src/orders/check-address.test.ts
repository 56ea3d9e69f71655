import { expect, test } from 'vitest';
import { checkAddress } from './check-address.ts';

const address = { name: 'Jana Groß', street: 'Lindenweg 5', postcode: '50667', city: 'Köln', country: 'DE' };

test('a complete address has no doubts', () => {
  expect(checkAddress(address)).toEqual([]);
  expect(checkAddress({ ...address, street: 'Lindenweg', addition: 'Haus 5' })).toEqual([]);
  expect(checkAddress({ ...address, street: 'Kollmitz 1 1/3' })).toEqual([]);
  expect(checkAddress({ ...address, street: 'Straße des 17. Juni 135' })).toEqual([]);
  expect(checkAddress({ ...address, street: 'Q7, 24' })).toEqual([]);
  expect(checkAddress({ ...address, country: 'NL', postcode: '1012 AB' })).toEqual([]);
});

test.each([
  [{ street: 'Lindenweg' }, 'house_number_missing'],
  [{ street: ' ' }, 'street_missing'],
  [{ street: 'Straße des 17. Juni' }, 'house_number_missing'],
  [{ postcode: '5066' }, 'postcode_wrong'],
  [{ postcode: '00667' }, 'postcode_wrong'],
  [{ country: 'PL', postcode: '506671' }, 'postcode_wrong'],
  [{ city: '' }, 'city_missing'],
  [{ name: '', company: null }, 'name_missing'],
  [{ street: 'Packstation', addition: '1234567' }, 'locker_number_missing'],
  [{ street: 'Packstation 123' }, 'post_number_missing'],
])('%j raises %s', (change, doubt) => {
  expect(checkAddress({ ...address, ...change })).toContain(doubt);
});

test('a locker with its numbers is fine', () => {
  expect(checkAddress({ ...address, street: 'Packstation 145', addition: '12345678' })).toEqual([]);
});

test('no address at all is a doubt, not a crash', () => {
  expect(checkAddress(null)).toEqual(['street_missing']);
});
