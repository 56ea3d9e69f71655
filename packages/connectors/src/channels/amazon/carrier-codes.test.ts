import { expect, test } from 'vitest';
import { carrierOf } from './carrier-codes.ts';
import { marketplaces } from './marketplaces.ts';

test.each([
  ['DHL', 'standard', 'A1PA6795UKMFR9', { carrierCode: 'DHL', shippingMethod: 'Paket' }],
  ['DHL', 'express', 'A1PA6795UKMFR9', { carrierCode: 'DHL', shippingMethod: 'Express' }],
  ['GLS', 'standard', 'A1PA6795UKMFR9', { carrierCode: 'GLS', shippingMethod: 'BusinessParcel' }],
  ['Deutsche Post', 'standard', 'A1PA6795UKMFR9', { carrierCode: 'Deutsche Post', shippingMethod: 'Brief' }],
  ['DHL', 'standard', 'A1805IZSGTT6HS', { carrierCode: 'DHL', shippingMethod: 'Standard' }],
  ['Hermes', 'express', 'A1PA6795UKMFR9', { carrierCode: 'Hermes Logistik Gruppe', shippingMethod: 'Express' }],
  ['Hermes', 'standard', 'A1F83G8C2ARO7P', { carrierCode: 'Evri', shippingMethod: 'Standard' }],
  // Hermes is unknown in the Netherlands: a code that Amazon does not know would be dropped silently.
  ['Hermes', 'standard', 'A1805IZSGTT6HS', { carrierCode: 'Other', carrierName: 'Hermes', shippingMethod: 'Standard' }],
  ['UPS', 'standard', 'some new marketplace', { carrierCode: 'UPS', shippingMethod: 'Standard' }],
  [
    'Radkurier',
    'express',
    'A1PA6795UKMFR9',
    { carrierCode: 'Other', carrierName: 'Radkurier', shippingMethod: 'Standard' },
  ],
] as const)('%s %s on %s', (service, level, marketplace, names) => {
  expect(carrierOf(service, level, marketplace)).toEqual(names);
});

test('every marketplace knows the great parcel services by their own code, and every method has a name', () => {
  const wrong = Object.keys(marketplaces).flatMap((marketplace) =>
    ['DHL', 'DPD', 'GLS', 'UPS'].flatMap((service) =>
      (['standard', 'express'] as const)
        .map((level) => carrierOf(service, level, marketplace))
        .filter(
          ({ carrierCode, carrierName, shippingMethod }) => carrierCode !== service || carrierName || !shippingMethod,
        ),
    ),
  );
  expect(wrong).toEqual([]);
});
