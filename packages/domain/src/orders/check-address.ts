import type { Address } from '../kernel/address.ts';

export type AddressDoubt =
  | 'name_missing'
  | 'street_missing'
  | 'house_number_missing'
  | 'postcode_wrong'
  | 'city_missing'
  | 'locker_number_missing'
  | 'post_number_missing';

/** Postcodes by country, where their form is fixed (UPU addressing sheets); no German one begins with 00. */
const postcodes: Record<string, RegExp> = {
  AT: /^\d{4}$/,
  BE: /^\d{4}$/,
  CH: /^\d{4}$/,
  CZ: /^\d{3} ?\d{2}$/,
  DE: /^(?!00)\d{5}$/,
  DK: /^\d{4}$/,
  ES: /^\d{5}$/,
  FR: /^\d{5}$/,
  IT: /^\d{5}$/,
  LU: /^(L-?)?\d{4}$/i,
  NL: /^\d{4} ?[A-Z]{2}$/i,
  PL: /^\d{2}-?\d{3}$/,
  SE: /^\d{3} ?\d{2}$/,
};

/** A number that is no ordinal: "Straße des 17. Juni" alone names no house. */
const houseNumber = /\d+(?!\d*\.\s*\p{L})/u;

const locker = /packstation|postfiliale/i;

/**
 * What is missing from an address so that a parcel would not arrive (F11). The address itself is never rewritten. A
 * locker needs its number and, in the same or the additional line, the customer's post number (DHL: 6–10 digits).
 */
export function checkAddress(address: Address | null): AddressDoubt[] {
  if (!address) return ['street_missing'];
  const doubts: AddressDoubt[] = [];
  if (!address.name.trim() && !address.company?.trim()) doubts.push('name_missing');
  if (!address.street.trim()) doubts.push('street_missing');
  else doubts.push(...checkStreet(address));
  if (!(postcodes[address.country] ?? /\S/).test(address.postcode.trim())) doubts.push('postcode_wrong');
  if (!address.city.trim()) doubts.push('city_missing');
  return doubts;
}

function checkStreet(address: Address): AddressDoubt[] {
  const lines = `${address.street} ${address.addition ?? ''} ${address.company ?? ''}`;
  if (!locker.test(lines))
    return houseNumber.test(`${address.street} ${address.addition ?? ''}`) ? [] : ['house_number_missing'];
  const doubts: AddressDoubt[] = [];
  if (!/(packstation|postfiliale)\s*(nr\.?\s*)?\d{3}\b/i.test(lines)) doubts.push('locker_number_missing');
  if (!/\b\d{6,10}\b/.test(lines)) doubts.push('post_number_missing');
  return doubts;
}
