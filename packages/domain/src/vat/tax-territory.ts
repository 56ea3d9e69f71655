import type { Address } from '../kernel/address.ts';

/** The member states by ISO code. */
export const union: ReadonlySet<string> = new Set(
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' '),
);

/** Where goods arrive, as VAT sees it: a member state (XI: Northern Ireland, in the Union for goods) or a third country. */
export interface TaxTerritory {
  kind: 'union' | 'third';
  /** Whose rates apply: the country, XI for Northern Ireland. */
  country: string;
}

/** Parts of member states outside the VAT area, by country and postcode (Art. 6 of Directive 2006/112/EC). */
const outside: [country: string, postcode: RegExp][] = [
  ['DE', /^27498$|^78266$/], // Helgoland, Büsingen
  ['ES', /^(35|38|51|52)\d{3}$/], // Canary Islands, Ceuta, Melilla
  ['FR', /^97[1-8]\d{2}$|^98[0-9]{3}$/], // overseas; Monaco (980) is set right below
  ['IT', /^23041$/], // Livigno
  ['GR', /^63086$/], // Mount Athos
  ['FI', /^22\d{3}$/], // Åland
];

const monaco = /^980\d{2}$/;

/** Places that belong to another country's VAT area (Art. 7 of the directive). */
const belongsTo: Record<string, string> = { MC: 'FR', EL: 'GR' };

/** Where an address lies for VAT. Pure; postcodes may carry blanks and a country prefix. */
export function taxTerritory({ country, postcode }: Pick<Address, 'country' | 'postcode'>): TaxTerritory {
  const own = country.trim().toUpperCase();
  const code = belongsTo[own] ?? own;
  const digits = postcode.replace(/[\s-]/g, '').replace(/^[A-Za-z]{1,2}(?=\d{5}$)/, '');
  if (code === 'XI' || (code === 'GB' && /^BT\d/i.test(digits))) return { kind: 'union', country: 'XI' };
  if (!union.has(code)) return { kind: 'third', country: code };
  if (code === 'FR' && monaco.test(digits)) return { kind: 'union', country: 'FR' };
  const isOutside = outside.some(([of, codes]) => of === code && codes.test(digits));
  return { kind: isOutside ? 'third' : 'union', country: code };
}
