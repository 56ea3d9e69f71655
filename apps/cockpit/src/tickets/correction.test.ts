import { expect, test } from 'vitest';
import { correctionOf, editableAddress } from './correction.ts';

const before = {
  shippingAddress: {
    name: 'J. Groß',
    company: null,
    street: 'Packstation',
    postcode: '44135',
    city: 'Dortmund',
    country: 'DE',
  },
  lines: [
    { id: 'l1', sku: 'KABEL' },
    { id: 'l2', sku: '???' },
  ],
};
const address = editableAddress(before.shippingAddress);

test('nothing changed means no correction', () => {
  expect(correctionOf(before, address, {}, '  ')).toEqual({});
  expect(correctionOf(before, { ...address, street: 'Packstation ' }, { l1: 'KABEL', l2: '' }, '')).toEqual({});
});

test('a changed address goes as a whole, empty parts as none', () => {
  expect(correctionOf(before, { ...address, street: ' Packstation 101 ' }, {}, '')).toEqual({
    shippingAddress: { ...before.shippingAddress, addition: null, street: 'Packstation 101' },
  });
});

test('only changed articles and a real note go along', () => {
  expect(correctionOf(before, address, { l1: 'KABEL', l2: ' USB-C-1M ' }, 'mit Kunde geklärt')).toEqual({
    lines: [{ lineId: 'l2', sku: 'USB-C-1M' }],
    note: 'mit Kunde geklärt',
  });
});
