import type { MatrixTerms, ServiceTerms, Tariff, TariffZone } from './matrix-terms.ts';
import { tariffOn } from './price-parcels.ts';

/** A row that another one always beats. */
export interface Shadow {
  /** Rows of the matrix, from 1. */
  row: number;
  by: number;
  /** Only where the other carrier has the goods in stock. */
  needsStock: boolean;
}

/**
 * Finds rows that are never chosen because another takes everything they take, is never dearer, never slower and never closed
 * earlier. Careful rather than complete: what cannot be proved by the terms alone is not said. `day`: for the tariffs.
 */
export function findShadows(terms: MatrixTerms, day: string): Shadow[] {
  const active = new Set(terms.carriers.filter((carrier) => carrier.active).map(({ code }) => code));
  const rows = terms.services
    .map((service, index) => ({ service, row: index + 1 }))
    .filter(({ service }) => service.active && active.has(service.carrier));
  return rows.flatMap(({ service, row }) => {
    const by = rows.find((other) => other.row !== row && beats(terms, other, { service, row }, day));
    return by ? [{ row, by: by.row, needsStock: by.service.carrier !== service.carrier }] : [];
  });
}

interface Row {
  service: ServiceTerms;
  row: number;
}

function beats(terms: MatrixTerms, a: Row, b: Row, day: string): boolean {
  if (!takesAll(terms, a.service, b.service)) return false;
  if (terms.strategy.kind === 'fixed_order') return a.row < b.row;
  const faster = a.service.transitDays < b.service.transitDays;
  const price = comparePrices(a.service, b.service, day);
  if (price === null || a.service.transitDays > b.service.transitDays || !isOpenAsLong(terms, a.service, b.service))
    return false;
  // Equal in everything, the higher row wins.
  return price < 0 || faster || a.row < b.row;
}

/** Whatever fits b fits a. */
function takesAll({ carriers }: MatrixTerms, a: ServiceTerms, b: ServiceTerms): boolean {
  const channelsOf = (service: ServiceTerms): string[] => [
    ...service.excludedChannels,
    ...carriers.find(({ code }) => code === service.carrier)!.excludedChannels,
  ];
  return (
    isSubset(b.countries, a.countries) &&
    (!a.postcodes.length || isSame(a.postcodes, b.postcodes)) &&
    isSubset(a.excludedPostcodes, b.excludedPostcodes) &&
    isSubset(channelsOf(a), channelsOf(b)) &&
    (a.islands || !b.islands) &&
    (a.hazardous || !b.hazardous) &&
    (a.level === b.level || (a.level === 'express' && b.level === 'standard')) &&
    limits.every((limit) => a[limit] >= b[limit])
  );
}

const limits = ['maxWeightG', 'maxLengthMm', 'maxWidthMm', 'maxHeightMm', 'maxGirthMm', 'maxParcels'] as const;

function isOpenAsLong({ carriers }: MatrixTerms, a: ServiceTerms, b: ServiceTerms): boolean {
  const calendar = (service: ServiceTerms) => carriers.find(({ code }) => code === service.carrier)!.calendar;
  return (
    a.cutOff >= b.cutOff &&
    isSubset(b.deliveryWeekdays, a.deliveryWeekdays) &&
    (a.carrier === b.carrier || JSON.stringify(calendar(a)) === JSON.stringify(calendar(b)))
  );
}

const isSubset = <T>(part: T[], whole: T[]): boolean => part.every((one) => whole.includes(one));
const isSame = (a: string[], b: string[]): boolean => isSubset(a, b) && isSubset(b, a);

/** -1: a is cheaper somewhere and dearer nowhere; 0: never differs; null: dearer somewhere, or not comparable. */
function comparePrices(a: ServiceTerms, b: ServiceTerms, day: string): -1 | 0 | null {
  const [tariffA, tariffB] = [tariffOn(a, day), tariffOn(b, day)];
  if (!tariffA || !tariffB || a.volumetricDivisor !== b.volumetricDivisor || isDearerBySurcharges(tariffA, tariffB))
    return null;
  const [zoneA, zoneB] = [onlyZone(tariffA, b), onlyZone(tariffB, b)];
  if (!zoneA || !zoneB) return null;
  const differences = steps(zoneA, zoneB, b.maxWeightG).map((weightG) => {
    const [priceA, priceB] = [priceAt(zoneA, weightG), priceAt(zoneB, weightG)];
    return priceB === null ? 0 : priceA === null ? Number.POSITIVE_INFINITY : priceA - priceB;
  });
  if (differences.some((difference) => difference > 0)) return null;
  return differences.some((difference) => difference < 0) ? -1 : 0;
}

/** Surcharges that the other does not have as well may make it dearer. */
const isDearerBySurcharges = (a: Tariff, b: Tariff): boolean =>
  !isSubset(
    a.surcharges.map((one) => JSON.stringify(one)),
    b.surcharges.map((one) => JSON.stringify(one)),
  );

/** The one zone that serves all of the row's countries, if it is one. */
const onlyZone = (tariff: Tariff, { countries }: ServiceTerms): TariffZone | undefined => {
  const [first] = tariff.zones;
  return first && !first.postcodes.length && isSubset(countries, first.countries) ? first : undefined;
};

/** Weights at which either price changes. */
const steps = (a: TariffZone, b: TariffZone, maxG: number): number[] => [
  ...new Set([...a.bands, ...b.bands].map((band) => Math.min(band.upToG, maxG))),
];

const priceAt = ({ bands }: TariffZone, weightG: number): number | null =>
  bands.find((band) => weightG <= band.upToG)?.cents ?? null;
