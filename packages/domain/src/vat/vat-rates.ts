/** How a product is taxed where it is at home; what 'reduced' means elsewhere, a product may say per country. */
export const vatClasses = ['standard', 'reduced', 'zero'] as const;
export type VatClass = (typeof vatClasses)[number];

/** Rates of one country from a day on (included), in per mille; the first of them is the standard rate. */
interface RatePeriod {
  country: string;
  from: string;
  standard: number;
  reduced: readonly number[];
}

const rates = (country: string, from: string, standard: number, ...reduced: number[]): RatePeriod => ({
  country,
  from,
  standard,
  reduced,
});

/**
 * VAT rates of the Union and of Northern Ireland (XI) since 2024, mainland only; super-reduced and parking rates stand among the
 * reduced ones, which are named from the smallest. Source: European Commission, Taxes in Europe Database (TEDB), by way of
 * github.com/vatnode/eu-vat-rates-data as of 2026-04-28, standard rates also by sales-tax 2.23.0; beyond it Austria's 4.9 %
 * (parlament.gv.at XXVIII/ME/88) and Ireland's 4.8 % on livestock. A change is a new row, never an edit.
 */
export const vatRates: readonly RatePeriod[] = [
  rates('AT', '2016-01-01', 200, 100, 130),
  rates('AT', '2026-07-01', 200, 49, 100, 130),
  rates('BE', '1996-01-01', 210, 60, 120),
  rates('BG', '1999-01-01', 200, 90),
  rates('CY', '2014-01-13', 190, 30, 50, 90),
  rates('CZ', '2024-01-01', 210, 120),
  rates('DE', '2021-01-01', 190, 70),
  rates('DK', '1992-01-01', 250),
  rates('EE', '2024-01-01', 220, 50, 90),
  rates('EE', '2025-01-01', 220, 90, 130),
  rates('EE', '2025-07-01', 240, 90, 130),
  rates('ES', '2012-09-01', 210, 40, 100),
  rates('FI', '2013-01-01', 240, 100, 140),
  rates('FI', '2024-09-01', 255, 100, 140),
  rates('FI', '2026-01-01', 255, 100, 135),
  rates('FR', '2014-01-01', 200, 21, 55, 100),
  rates('GR', '2016-06-01', 240, 60, 130),
  rates('HR', '2012-03-01', 250, 50, 130),
  rates('HU', '2012-01-01', 270, 50, 180),
  rates('IE', '2021-03-01', 230, 48, 90, 135),
  rates('IT', '2013-10-01', 220, 40, 50, 100),
  rates('LT', '2009-09-01', 210, 50, 90),
  rates('LT', '2026-01-01', 210, 50, 120),
  rates('LU', '2024-01-01', 170, 30, 80, 140),
  rates('LV', '2018-01-01', 210, 50, 120),
  rates('MT', '2024-01-01', 180, 50, 70, 120),
  rates('NL', '2019-01-01', 210, 90),
  rates('PL', '2011-01-01', 230, 50, 80),
  rates('PT', '2011-01-01', 230, 60, 130),
  rates('RO', '2017-01-01', 190, 50, 90),
  rates('RO', '2025-08-01', 210, 110),
  rates('SE', '1996-01-01', 250, 60, 120),
  rates('SI', '2020-01-01', 220, 50, 95),
  rates('SK', '2011-01-01', 200, 50, 100),
  rates('SK', '2025-01-01', 230, 50, 190),
  rates('XI', '2011-01-04', 200, 50),
];

/** The rates of a country on an ISO day; undefined when the table does not know it. */
export const ratesOn = (country: string, day: string): RatePeriod | undefined =>
  vatRates.findLast((period) => period.country === country && period.from <= day);

/** How a product is taxed: its class at home, and the rates that differ abroad (per mille by country). */
export interface ProductVat {
  vatClass: VatClass;
  vatAbroad: Readonly<Record<string, number>>;
}

/**
 * The rate of a product in a country on a day, in per mille; null when the table does not tell. A reduced product takes the
 * country's reduced rate where there is exactly one, the standard rate where there is none; among several the product must
 * say which, since nobody may guess what a country reduces.
 */
export function rateOf({ vatClass, vatAbroad }: ProductVat, country: string, day: string, home: string): number | null {
  const period = ratesOn(country, day);
  if (!period) return null;
  const stated = vatAbroad[country];
  if (stated !== undefined) return isRate(period, stated) ? stated : null;
  if (vatClass === 'standard' || (vatClass === 'zero' && country !== home)) return period.standard;
  if (vatClass === 'zero') return 0;
  if (period.reduced.length > 1) return null;
  return period.reduced[0] ?? period.standard;
}

/** A zero rate is a matter of the goods (books in Ireland, solar panels in Germany) and stands in no list of rates. */
const isRate = ({ standard, reduced }: RatePeriod, permille: number): boolean =>
  permille === 0 || permille === standard || reduced.includes(permille);
