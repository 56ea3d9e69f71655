import type { InvoiceData } from './document-data.ts';

const union = new Set('AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' '));

/**
 * Why an invoice across the border carries no VAT (§ 14 (4) no. 8 UStG); null when it carries some, and when the border
 * does not explain it.
 */
export function exemptionNote({
  seller,
  buyer,
  buyerVatId,
  vatCents,
  grossCents,
}: Pick<InvoiceData, 'seller' | 'buyer' | 'buyerVatId' | 'vatCents' | 'grossCents'>):
  | 'intraCommunity'
  | 'export'
  | null {
  const country = buyer.country.toUpperCase();
  if (vatCents !== 0 || grossCents === 0 || country === seller.country || !union.has(seller.country)) return null;
  if (!union.has(country)) return 'export';
  return buyerVatId && seller.vatId ? 'intraCommunity' : null;
}
