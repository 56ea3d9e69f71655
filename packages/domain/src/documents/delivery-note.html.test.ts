import { expect, test } from 'vitest';
import { deliveryNoteHtml } from './delivery-note.html.ts';
import { aDeliveryNote } from './document-data.testing.ts';
import { addressLines } from './document-page.ts';

test('says what lies in the parcel, and no price', () => {
  const page = deliveryNoteHtml(aDeliveryNote());
  for (const fact of ['LS-2026-100042', '23.11.2026', '302-1234567-7654321', 'Holzlöffel', 'SKU-2', '3 Stück'])
    expect(page).toContain(fact);
  expect(page).not.toContain('€');
});

test('an address names the country only abroad, and prints a code nobody knows as it came', () => {
  const address = { company: 'Laden', name: 'Eva', street: 'Ring 1', addition: ' ', postcode: '1010', city: 'Wien' };
  expect(addressLines({ ...address, country: 'AT' }, 'DE')).toEqual([
    'Laden',
    'Eva',
    'Ring 1',
    '1010 Wien',
    'ÖSTERREICH',
  ]);
  expect(addressLines({ ...address, country: 'AT' }, 'AT')).toHaveLength(4);
  expect(addressLines({ ...address, country: 'Kosovo' }, 'DE').at(-1)).toBe('Kosovo');
});
