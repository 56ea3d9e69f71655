import { expect, test } from 'vitest';
import { aHandOver } from '../hand-over.testing.ts';
import { writeHandOverJson } from './hand-over.json.ts';
import { readReturnJson } from './return.json.ts';

const read = (value: unknown) => readReturnJson(Buffer.from(JSON.stringify(value)));
const confirmation = {
  eventId: 'e-1',
  shipment: 'S-100001',
  trackingNumber: '1Z12345E0205271688',
  parcelService: 'UPS',
  shippedAt: '2026-11-24T10:00:00Z',
};

test('a hand-over says what the interface asks for, and no more', () => {
  const recipient = { ...aHandOver().recipient, phone: '0351 1' };
  expect(JSON.parse(new TextDecoder().decode(writeHandOverJson(aHandOver({ recipient }))))).toEqual({
    shipment: 'S-100001',
    deliveryNote: 'LS-100001',
    order: 'A-100001',
    service: 'dhl-paket',
    recipient: {
      name: 'Erika Müller',
      company: null,
      street: 'Hauptstr. 12',
      addition: '3. OG; links',
      postcode: '01067',
      city: 'Dresden',
      country: 'DE',
    },
    lines: aHandOver().lines,
  });
});

test('a confirmation is one parcel, a list is several', () => {
  const parcel = {
    shipment: 'S-100001',
    trackingNumber: '1Z12345E0205271688',
    parcelService: 'UPS',
    shippedAt: new Date('2026-11-24T10:00:00Z'),
  };
  expect(read(confirmation)).toEqual([parcel]);
  expect(read([confirmation, { ...confirmation, shippedAt: undefined }])).toEqual([
    parcel,
    { ...parcel, shippedAt: null },
  ]);
});

test.each([
  ['no JSON', Buffer.from('<html>'), 'not JSON'],
  ['an empty list', Buffer.from('[]'), 'too_small'],
  ['null', Buffer.from('null'), 'invalid_type'],
  [
    'a number as tracking number',
    Buffer.from(JSON.stringify({ ...confirmation, trackingNumber: 12 })),
    '0.trackingNumber: invalid_type',
  ],
  ['a wrong time', Buffer.from(JSON.stringify({ ...confirmation, shippedAt: 'gestern' })), 'shippedAt: not a time'],
])('%s is refused', (_, bytes, problem) => {
  expect(() => readReturnJson(bytes)).toThrowError(
    expect.objectContaining({ name: 'UnreadableReturn', message: expect.stringContaining(problem) }),
  );
});
