import { expect, test } from 'vitest';
import { normalVatId, vatIdCountry } from './vat-id.ts';

test.each([
  ['DE 129.273.398', 'DE'],
  ['fr 40 303265045', 'FR'],
  ['GR094019245', 'GR'],
  ['EL094019245', 'GR'],
  ['XI 123456789', 'XI'],
  ['XIGD001', 'XI'],
  ['ATU 40198200', 'AT'],
  // The check digit is wrong; VIES decides.
  ['DE123456789', 'DE'],
  ['DE12', null],
  ['n/a', null],
  ['', null],
  ['CHE-123.456.789', null],
])('%s: %s', (text, country) => {
  expect(vatIdCountry(normalVatId(text))).toBe(country);
});
