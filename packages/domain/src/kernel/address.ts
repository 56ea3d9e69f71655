/** A postal address as the channel gave it; it is never rewritten. `street` holds street and house number. */
export interface Address {
  name: string;
  company?: string | null;
  street: string;
  addition?: string | null;
  postcode: string;
  city: string;
  country: string;
  phone?: string | null;
}

/** A comparison form: same letters and digits, whatever the spacing and case. */
export function addressFingerprint(address: Address): string {
  const plain = (text: string | null | undefined): string =>
    (text ?? '')
      .normalize('NFKD')
      .toLowerCase()
      .replace(/str(\.|asse|aße|aẞe)?(?=\W|\d|$)/gu, 'str')
      .replace(/[^\p{L}\p{N}]/gu, '');
  return [address.name, address.street, address.postcode, address.city, address.country].map(plain).join('|');
}

/** Same in every field, as written. */
export const isSameAddress = (a: Address | null | undefined, b: Address | null | undefined): boolean =>
  JSON.stringify(fields(a)) === JSON.stringify(fields(b));

const fields = (address: Address | null | undefined): unknown =>
  address &&
  [
    address.name,
    address.company,
    address.street,
    address.addition,
    address.postcode,
    address.city,
    address.country,
  ].map((field) => field ?? null);
