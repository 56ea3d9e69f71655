import { checkVAT, countries } from 'jsvat';
import { union } from './tax-territory.ts';

/**
 * What is known of a VAT identification number. `unchecked`: well-formed, VIES was not asked or did not answer; `approved`: a
 * person took it on evidence of their own; `malformed`: no such number can exist.
 */
export type VatIdState = 'unchecked' | 'valid' | 'approved' | 'invalid' | 'malformed';

/** A VAT id without blanks and points, in capitals; Greece as EL. */
export const normalVatId = (text: string): string =>
  text
    .toUpperCase()
    .replace(/[^A-Z0-9+*]/g, '')
    .replace(/^GR(?=\d)/, 'EL');

/** The member state (XI: Northern Ireland) whose form this number has; null when it has none. */
export function vatIdCountry(vatId: string): string | null {
  const prefix = vatId.slice(0, 2) === 'EL' ? 'GR' : vatId.slice(0, 2);
  if (!union.has(prefix) && prefix !== 'XI') return null;
  if (prefix === 'XI') return /^XI(\d{9}|\d{12}|(GD|HA)\d{3})$/.test(vatId) ? 'XI' : null;
  // A wrong check digit is left to VIES: some real numbers fail the published algorithms.
  const { isValidFormat, country } = checkVAT(vatId, countries);
  return isValidFormat && country?.isoCode.short === prefix ? prefix : null;
}
