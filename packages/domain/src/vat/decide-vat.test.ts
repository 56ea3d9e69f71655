import { expect, test } from 'vitest';
import { decideVat, type VatFacts } from './decide-vat.ts';
import { taxTerritory } from './tax-territory.ts';
import type { VatIdState } from './vat-id.ts';

interface Case {
  to: [country: string, postcode?: string];
  vatId?: [value: string, state: VatIdState];
  from?: string;
  seller?: Partial<VatFacts['seller']>;
  taxedByMarketplace?: boolean;
}

const decide = ({ to: [country, postcode = ''], vatId, from = 'DE', seller = {}, taxedByMarketplace = false }: Case) =>
  decideVat({
    seller: {
      country: 'DE',
      vatId: 'DE811907980',
      smallBusiness: false,
      distanceSales: 'oss',
      registrations: {},
      ...seller,
    },
    shipsFrom: from,
    deliversTo: taxTerritory({ country, postcode }),
    buyerVatId: vatId ? { value: vatId[0], state: vatId[1] } : null,
    taxedByMarketplace,
  });

const brief = (of: Case): string => {
  const decision = decide(of);
  if ('doubt' in decision) return `? ${decision.doubt}`;
  const { case: rule, exempt, country } = decision.treatment;
  return `${rule} ${exempt ?? 'rates of'} ${country}`;
};

const french: [string, VatIdState] = ['FR40303265045', 'valid'];
const polish = { registrations: { PL: 'PL5260250274' } };

test.each<[string, Case, string]>([
  ['a consumer at home', { to: ['DE', '50667'] }, 'domestic rates of DE'],
  ['a business at home', { to: ['DE'], vatId: ['DE129273398', 'unchecked'] }, 'domestic rates of DE'],
  ['a consumer in France, one-stop shop', { to: ['FR', '75001'] }, 'oss rates of FR'],
  [
    'a consumer in France, below the threshold',
    { to: ['FR'], seller: { distanceSales: 'below_threshold' } },
    'below_threshold rates of DE',
  ],
  ['a business in France, number found', { to: ['FR'], vatId: french }, 'intra_community K FR'],
  ['a business in France, number approved', { to: ['FR'], vatId: [french[0], 'approved'] }, 'intra_community K FR'],
  ['a business in France, VIES silent', { to: ['FR'], vatId: [french[0], 'unchecked'] }, '? vat_id_unchecked'],
  ['a business in France, number unknown to VIES', { to: ['FR'], vatId: [french[0], 'invalid'] }, 'oss rates of FR'],
  ['no number at all in the field', { to: ['FR'], vatId: ['none', 'malformed'] }, 'oss rates of FR'],
  ['a business in France that delivers to Belgium', { to: ['BE'], vatId: french }, 'intra_community K BE'],
  [
    'a German business that delivers to France',
    { to: ['FR'], vatId: ['DE129273398', 'valid'] },
    'domestic rates of DE',
  ],
  [
    'a business abroad, the seller has no number',
    { to: ['FR'], vatId: french, seller: { vatId: null } },
    '? vat_registration_missing',
  ],
  ['Switzerland', { to: ['CH', '8001'] }, 'export G CH'],
  ['a business in Switzerland', { to: ['CH'], vatId: ['CHE123456789', 'malformed'] }, 'export G CH'],
  ['Norway', { to: ['NO', '0150'] }, 'export G NO'],
  ['Great Britain', { to: ['GB', 'SW1A 1AA'] }, 'export G GB'],
  ['Northern Ireland, a consumer', { to: ['GB', 'BT1 5GS'] }, 'oss rates of XI'],
  ['Northern Ireland, a business', { to: ['GB', 'BT1 5GS'], vatId: ['XI123456789', 'valid'] }, 'intra_community K XI'],
  ['the Canary Islands', { to: ['ES', '35001'] }, 'export G ES'],
  ['Madrid', { to: ['ES', '28001'] }, 'oss rates of ES'],
  ['Büsingen', { to: ['DE', '78266'] }, 'export G DE'],
  ['Helgoland', { to: ['DE', '27498'] }, 'export G DE'],
  ['Martinique', { to: ['FR', '97200'] }, 'export G FR'],
  ['Åland', { to: ['FI', '22100'] }, 'export G FI'],
  ['Livigno', { to: ['IT', '23041'] }, 'export G IT'],
  ['Mount Athos', { to: ['GR', '630 86'] }, 'export G GR'],
  ['Monaco', { to: ['MC', '98000'] }, 'oss rates of FR'],
  ['Greece by its VAT prefix', { to: ['EL', '10431'] }, 'oss rates of GR'],
  ['Liechtenstein', { to: ['LI', '9490'] }, 'export G LI'],
  ['the marketplace owes the VAT in Switzerland', { to: ['CH'], taxedByMarketplace: true }, 'marketplace G CH'],
  ['the marketplace is deemed supplier in the Union', { to: ['FR'], taxedByMarketplace: true }, 'marketplace E FR'],
  ['a small business at home', { to: ['DE'], seller: { smallBusiness: true } }, 'small_business E DE'],
  ['a small business abroad', { to: ['FR'], seller: { smallBusiness: true } }, 'small_business E DE'],
  ['stock in Poland to Poland', { to: ['PL'], from: 'PL', seller: polish }, 'local rates of PL'],
  ['stock in Poland to Poland, not registered', { to: ['PL'], from: 'PL' }, '? vat_registration_missing'],
  [
    'stock in Poland to a Polish business',
    { to: ['PL'], from: 'PL', seller: polish, vatId: ['PL7740001454', 'valid'] },
    '? vat_local_business',
  ],
  ['stock in Poland to Germany', { to: ['DE'], from: 'PL', seller: polish }, 'oss rates of DE'],
  [
    'stock in Poland below the threshold, which counts from home only',
    { to: ['FR'], from: 'PL', seller: { ...polish, distanceSales: 'below_threshold' } },
    'oss rates of FR',
  ],
  [
    'stock in Poland to a German business',
    { to: ['DE'], from: 'PL', seller: polish, vatId: ['DE129273398', 'valid'] },
    'intra_community K DE',
  ],
])('%s', (_name, of, expected) => {
  expect(brief(of)).toBe(expected);
});

test('the reason is stored whole: whose number counts and what the buyer’s number was worth', () => {
  expect(decide({ to: ['DE'], from: 'PL', seller: polish, vatId: ['DE129273398', 'invalid'] })).toEqual({
    treatment: {
      case: 'oss',
      exempt: null,
      country: 'DE',
      shipsFrom: 'PL',
      sellerVatId: 'PL5260250274',
      buyerVatId: { value: 'DE129273398', state: 'invalid' },
    },
  });
});
