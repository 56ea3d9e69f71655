import type { Candidate, Criterion, RoutingInput } from './decision.ts';
import { expectArrival } from './expect-arrival.ts';
import type { CarrierTerms, MatrixTerms, ServiceTerms } from './matrix-terms.ts';
import { chargeableG, girth, keepsLimits, packParcels, type Parcel } from './parcel.ts';
import { coversPostcode } from './postcodes.ts';
import { priceParcels, tariffOn, zoneOf } from './price-parcels.ts';

/** An order as all rows of a matrix see it; made once per order. */
export interface WeighedOrder {
  input: RoutingInput;
  demand: Record<string, number>;
  /** Everything in one parcel. */
  whole: Parcel;
  onIsland: boolean;
  /** SKU of the first hazardous product. */
  hazardous: string | null;
}

/** Looks at an order the way the rows compare it. */
export function weighOrder(terms: MatrixTerms, input: RoutingInput): WeighedOrder {
  const demand: Record<string, number> = {};
  for (const { sku, quantity } of input.items) demand[sku] = (demand[sku] ?? 0) + quantity;
  return {
    input,
    demand,
    whole: packParcels(input.items)[0]!,
    onIsland: input.country === 'DE' && coversPostcode(terms.islands, input.postcode),
    hazardous: input.items.find((item) => item.hazardous)?.sku ?? null,
  };
}

/** Compares an order with one row: every criterion with both numbers, the price and the arrival (F16, F19). */
export function weighCandidate(
  order: WeighedOrder,
  carrier: CarrierTerms,
  service: ServiceTerms,
  row: number,
): Candidate {
  const { input } = order;
  const parcels = keepsLimits(order.whole, service)
    ? [order.whole]
    : packParcels(input.items, service, service.maxParcels);
  const arrival = expectArrival(input.at, carrier, service);
  const tariff = arrival ? tariffOn(service, arrival.shipsOn) : undefined;
  const zone = tariff && zoneOf(tariff, input);
  const to = { ...input, onIsland: order.onIsland, hazardous: order.hazardous !== null };
  const cost = tariff && zone ? priceParcels(service, tariff, zone, parcels, to) : null;
  const criteria = [
    ...conditions(order, carrier, service),
    ...limits(parcels, service),
    ...(arrival ? [priced(parcels, service, zone?.bands.at(-1)?.upToG ?? 0, cost !== null)] : [neverWorks(service)]),
    stock(order, carrier),
  ];
  return {
    carrierCode: carrier.code,
    carrierName: carrier.name,
    serviceCode: service.code,
    serviceName: service.name,
    row,
    parcels,
    criteria,
    fits: criteria.every((criterion) => criterion.passed),
    cost,
    arrival,
  };
}

/** What has no number: is it served at all? Conditions that a row does not set are left out. */
function conditions({ input, onIsland, hazardous }: WeighedOrder, carrier: CarrierTerms, service: ServiceTerms) {
  const { resting } = input;
  const found: Criterion[] = [];
  const compare = (name: Criterion['name'], value: string, limit: Criterion['limit'], passed: boolean): void =>
    void found.push({ name, value, limit, unit: null, passed });
  if (resting?.includes(carrier.code)) compare('active', 'at_rest', 'active', false);
  else if (!carrier.active || !service.active) compare('active', 'paused', 'active', false);
  const excluded = [...new Set([...carrier.excludedChannels, ...service.excludedChannels])];
  if (excluded.length) compare('channel', input.channel, excluded, !excluded.includes(input.channel));
  compare('country', input.country, service.countries, service.countries.includes(input.country));
  const { postcode } = input;
  if (service.postcodes.length)
    compare('postcode', postcode, service.postcodes, coversPostcode(service.postcodes, postcode));
  if (coversPostcode(service.excludedPostcodes, postcode))
    compare(
      'postcode',
      postcode,
      service.excludedPostcodes.map((pattern) => `–${pattern}`),
      false,
    );
  if (onIsland) compare('island', postcode, service.islands ? 'served' : 'not_served', service.islands);
  compare('level', input.level, service.level, offers(service.level, input.level));
  if (hazardous) found.push({ ...hazard(service), sku: hazardous });
  return found;
}

/** A standard order may travel as express; express and cash on delivery need their own service. */
const offers = (offered: string, asked: string): boolean =>
  offered === asked || (asked === 'standard' && offered === 'express');

const hazard = ({ hazardous: passed }: ServiceTerms): Criterion => ({
  name: 'hazardous',
  value: 'hazardous',
  limit: passed ? 'served' : 'not_served',
  unit: null,
  passed,
});

/** The largest of all parcels against the limit of each measure; sides are sorted. */
function limits(parcels: Parcel[], service: ServiceTerms): Criterion[] {
  const atMost = (name: Criterion['name'], of: (parcel: Parcel) => number, limit: number, unit: 'g' | 'mm') => {
    const value = Math.max(...parcels.map(of));
    return { name, value, limit, unit, passed: value <= limit };
  };
  const found: Criterion[] = [
    atMost('weight', (parcel) => parcel.weightG, service.maxWeightG, 'g'),
    atMost('length', (parcel) => parcel.lengthMm, service.maxLengthMm, 'mm'),
    atMost('width', (parcel) => parcel.widthMm, service.maxWidthMm, 'mm'),
    atMost('height', (parcel) => parcel.heightMm, service.maxHeightMm, 'mm'),
    atMost('girth', girth, service.maxGirthMm, 'mm'),
  ];
  const { length: value } = parcels;
  const { maxParcels: limit } = service;
  return value > 1 ? [...found, { name: 'parcels', value, limit, unit: 'pieces', passed: value <= limit }] : found;
}

/** Is there a price for the heaviest parcel, volume included? */
function priced(parcels: Parcel[], { volumetricDivisor }: ServiceTerms, limit: number, passed: boolean): Criterion {
  const value = Math.max(...parcels.map((parcel) => chargeableG(parcel, volumetricDivisor)));
  return { name: 'tariff', value, limit, unit: 'g', passed };
}

const neverWorks = ({ cutOff }: ServiceTerms): Criterion => ({
  name: 'calendar',
  value: cutOff,
  limit: 'closed',
  unit: null,
  passed: false,
});

/** The SKU that is scarcest decides: free units at this carrier against what the order needs. */
function stock({ input, demand }: WeighedOrder, { code }: CarrierTerms): Criterion {
  const rows = Object.entries(demand).map(([sku, needed]) => ({ sku, needed, free: input.stock[code]?.[sku] ?? 0 }));
  const { sku, needed, free } = rows.find((row) => row.free < row.needed) ?? rows[0]!;
  return { name: 'stock', value: needed, limit: free, unit: 'pieces', passed: free >= needed, sku };
}
