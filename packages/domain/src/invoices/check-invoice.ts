import type { InvoiceData, VatTotal } from '../documents/document-data.ts';
import { vatCategory } from '../documents/vat-category.ts';

type Draft = Omit<InvoiceData, 'number'>;

/** What must hold before a number is taken: EN 16931 rules by their name, and § 14 (4) UStG. */
const rules: Record<string, (draft: Draft) => boolean> = {
  'BR-16': ({ lines }) => lines.length > 0,
  'BR-22': ({ lines }) => lines.every(({ quantity }) => Number.isInteger(quantity) && quantity > 0),
  'BR-25': ({ lines }) => lines.every(({ title }) => title.trim() !== ''),
  'BR-27': ({ lines }) => lines.every(({ netCents }) => netCents >= 0),
  'BR-CO-10': ({ lines, netCents }) => sum(lines, 'netCents') === netCents,
  'BR-CO-14': ({ totals, vatCents }) => sum(totals, 'vatCents') === vatCents,
  'BR-CO-15': ({ netCents, vatCents, grossCents }) => netCents + vatCents === grossCents,
  'BR-CO-17': ({ totals }) => totals.every(isTaxedAsItsRateSays),
  'BR-CO-18': ({ totals }) => totals.length > 0,
  'BR-S-08': (draft) => draft.totals.every((total) => isSumOfItsLines(draft, total)),
  'BR-IC-02': (draft) => !has(draft, 'K') || Boolean(draft.seller.vatId && draft.buyerVatId),
  'BR-IC-12': (draft) => !has(draft, 'K') || isCountry(draft.buyer.country),
  'BR-CO-26': ({ seller }) => Boolean(seller.vatId ?? seller.taxNumber),
  'BR-11': ({ buyer }) => isCountry(buyer.country),
  '14-4-1': ({ seller, buyer }) => [seller.name, seller.street, seller.city, buyer.name].every((text) => text.trim()),
  '14-4-3': ({ issuedOn }) => isDay(issuedOn),
  '14-4-6': ({ suppliedOn }) => isDay(suppliedOn),
  '14-4-8': ({ vat, vatCents }) => vat !== undefined && (vat.exempt === null || vatCents === 0),
};

/** The rules that a draft breaks; empty: it may be issued. Pure. */
export const brokenRules = (draft: Draft): string[] =>
  Object.entries(rules)
    .filter(([, holds]) => !holds(draft))
    .map(([name]) => name);

const sum = <Key extends string>(rows: Record<Key, number>[], of: Key): number =>
  rows.reduce((all, row) => all + row[of], 0);

const has = (draft: Draft, category: string): boolean =>
  draft.totals.some((total) => vatCategory(draft, total.vatPermille) === category);

/** One unit of currency is allowed for rounding per unit. */
const isTaxedAsItsRateSays = ({ vatPermille, netCents, vatCents }: VatTotal): boolean =>
  Math.abs(vatCents - (netCents * vatPermille) / 1_000) < 100;

const isSumOfItsLines = ({ lines }: Draft, { vatPermille, netCents, vatCents, grossCents }: VatTotal): boolean => {
  const own = lines.filter((line) => line.vatPermille === vatPermille);
  return (
    sum(own, 'netCents') === netCents && sum(own, 'vatCents') === vatCents && sum(own, 'grossCents') === grossCents
  );
};

const isCountry = (code: string): boolean => /^[A-Z]{2}$/.test(code);
const isDay = (day: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(day);
