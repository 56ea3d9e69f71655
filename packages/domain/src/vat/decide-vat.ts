import type { TaxTerritory } from './tax-territory.ts';
import { vatIdCountry, type VatIdState } from './vat-id.ts';

/** Which rule of VAT law makes an invoice look as it does. */
export const vatCases = [
  'domestic',
  'local',
  'oss',
  'below_threshold',
  'intra_community',
  'export',
  'marketplace',
  'small_business',
] as const;
export type VatCase = (typeof vatCases)[number];

/** Who sells, as far as VAT asks. */
export interface VatSeller {
  country: string;
  vatId: string | null;
  /** § 19 UStG: no VAT is charged. */
  smallBusiness: boolean;
  /** Sales to consumers elsewhere in the Union: one-stop shop, or still below the 10,000 € of Art. 59c. */
  distanceSales: 'oss' | 'below_threshold';
  /** VAT ids in other countries where goods are stored. */
  registrations: Readonly<Record<string, string>>;
}

/** Everything the decision looks at. */
export interface VatFacts {
  seller: VatSeller;
  /** Country the goods leave. */
  shipsFrom: string;
  deliversTo: TaxTerritory;
  buyerVatId: { value: string; state: VatIdState } | null;
  /** The marketplace owes the VAT there (deemed supplier, § 3 (3a) UStG; GB, CH, NO by their own law). */
  taxedByMarketplace: boolean;
}

/** EN 16931 category of what carries no VAT; taxed rates are S, a zero rate Z. */
export type ExemptCategory = 'E' | 'G' | 'K';

/** How an invoice is taxed and why; stored with it. */
export interface VatTreatment {
  case: VatCase;
  /** Null: rates apply; else everything is at 0 % in this category. */
  exempt: ExemptCategory | null;
  /** Whose rates apply or would: ISO code, XI for Northern Ireland. */
  country: string;
  shipsFrom: string;
  /** The seller's number that counts for this supply. */
  sellerVatId: string | null;
  /** The buyer's number as it was looked at; it explains why a business pays VAT as well. */
  buyerVatId: { value: string; state: VatIdState } | null;
}

/** Why nobody but a person can decide. */
export type VatDoubt = 'vat_id_unchecked' | 'vat_registration_missing' | 'vat_local_business';

export type VatDecision = { treatment: VatTreatment } | { doubt: VatDoubt };

/** Decides how a supply of goods is taxed. Pure; the rules are those of §§ 3c, 4, 6, 6a, 19 UStG in their sequence. */
export function decideVat(facts: VatFacts): VatDecision {
  const { seller, shipsFrom, deliversTo } = facts;
  const isHome = shipsFrom === seller.country;
  const sellerVatId = isHome ? seller.vatId : (seller.registrations[shipsFrom] ?? null);
  const treat = (of: VatCase, exempt: ExemptCategory | null, country: string): VatDecision => ({
    treatment: { case: of, exempt, country, shipsFrom, sellerVatId, buyerVatId: facts.buyerVatId },
  });
  if (seller.smallBusiness && isHome) return treat('small_business', 'E', seller.country);
  if (!isHome && !sellerVatId) return { doubt: 'vat_registration_missing' };
  if (facts.taxedByMarketplace)
    return treat('marketplace', deliversTo.kind === 'third' ? 'G' : 'E', deliversTo.country);
  if (deliversTo.kind === 'third') return treat('export', 'G', deliversTo.country);
  const business = businessOf(facts);
  if (deliversTo.country === shipsFrom) {
    if (isHome) return treat('domestic', null, shipsFrom);
    // Many countries turn the debt around when a foreign business sells to a local one.
    return business === 'here' ? { doubt: 'vat_local_business' } : treat('local', null, shipsFrom);
  }
  if (business === 'unchecked') return { doubt: 'vat_id_unchecked' };
  if (business === 'elsewhere')
    return sellerVatId ? treat('intra_community', 'K', deliversTo.country) : { doubt: 'vat_registration_missing' };
  // A business with a number of the country of departure gets no exemption, and distance sales are for consumers only.
  if (business === 'here') return treat(isHome ? 'domestic' : 'local', null, shipsFrom);
  const belowThreshold = seller.distanceSales === 'below_threshold' && isHome;
  return belowThreshold ? treat('below_threshold', null, seller.country) : treat('oss', null, deliversTo.country);
}

/** Is the buyer a business for VAT: with a number of the country of departure, of another member state, or not at all. */
function businessOf({ buyerVatId, shipsFrom }: VatFacts): 'consumer' | 'here' | 'elsewhere' | 'unchecked' {
  if (!buyerVatId || buyerVatId.state === 'malformed' || buyerVatId.state === 'invalid') return 'consumer';
  if (vatIdCountry(buyerVatId.value) === shipsFrom) return 'here';
  return buyerVatId.state === 'unchecked' ? 'unchecked' : 'elsewhere';
}
