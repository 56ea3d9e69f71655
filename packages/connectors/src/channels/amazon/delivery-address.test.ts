import { expect, test } from 'vitest';
import { toAddress } from './delivery-address.ts';

const street = (...lines: (string | null)[]) => {
  const [addressLine1, addressLine2, addressLine3] = lines;
  const address = toAddress({
    name: 'Jo',
    addressLine1,
    addressLine2,
    addressLine3,
    city: 'Köln',
    postalCode: '1',
    countryCode: 'DE',
  });
  return [address?.street, address?.addition ?? null, address?.company ?? null];
};

test.each([
  [['Hauptstr. 12'], 'Hauptstr. 12', null, null],
  [['Hauptstraße 12 a', '3. OG links'], 'Hauptstraße 12 a', '3. OG links', null],
  [['c/o Schmidt 2', 'Am Markt 1-3'], 'Am Markt 1-3', 'c/o Schmidt 2', null],
  [['Muster GmbH', 'Ringstraße 5', 'Halle 4'], 'Ringstraße 5', 'Halle 4', 'Muster GmbH'],
  [['12345678', 'Packstation 145'], 'Packstation 145', '12345678', null],
  [['Lindenweg', '7b'], 'Lindenweg 7b', null, null],
  [['Straße des 17. Juni 135', 'Hinterhaus 2'], 'Straße des 17. Juni 135', 'Hinterhaus 2', null],
  [['Lange Gasse'], 'Lange Gasse', null, null],
  [['Istiklal Caddesi No:42', 'Kat 3'], 'Istiklal Caddesi No:42', 'Kat 3', null],
  [['', '  '], '', null, null],
])('%j', (lines, ...expected) => {
  expect(street(...lines)).toEqual(expected);
});

test('an address without name and lines is withheld', () => {
  expect(toAddress({ city: 'Köln', postalCode: '50667', countryCode: 'DE' } as never)).toBeNull();
  expect(toAddress(undefined)).toBeNull();
});
