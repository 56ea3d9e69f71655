import type { CarrierService, MatrixCarrier } from './matrix.ts';
import type { Parcel } from './parcel.ts';

/** What the decision needs to know of an order. */
export interface RoutingInput {
  country: string;
  level: 'standard' | 'express';
  parcel: Parcel;
  demand: Record<string, number>;
  /** Latest day of arrival as promised, ISO date; null when nothing was promised. */
  promisedOn: string | null;
  /** Day of the decision in the company's time zone, ISO date. */
  today: string;
}

/** One compared value; `passed` follows from the two numbers. */
export interface Criterion {
  name: 'country' | 'level' | 'weight' | 'length' | 'width' | 'height' | 'girth' | 'tariff' | 'stock';
  value: string;
  limit: string;
  passed: boolean;
}

export interface Candidate {
  carrierId: string;
  carrierCode: string;
  carrierName: string;
  serviceCode: string;
  serviceName: string;
  priority: number;
  matrixVersion: number;
  criteria: Criterion[];
  fits: boolean;
  cents: number | null;
  transitDays: number;
  arrivesOn: string;
}

export type ChoiceReason =
  | 'only_one_fits'
  | 'cheapest_in_time'
  | 'faster_at_same_price'
  | 'priority_at_same_price'
  | 'fastest_none_in_time'
  | 'none_fits';

/** The decision with everything it rests on; the same input gives the same record. */
export interface DecisionRecord {
  strategy: 'cheapest_then_fastest';
  input: RoutingInput;
  candidates: Candidate[];
  chosen: { carrierId: string; carrierCode: string; serviceCode: string } | null;
  reason: ChoiceReason;
}

/**
 * Chooses the carrier (F16–F18): of the services that fit, the cheapest of those that arrive by the promised day, ties by
 * transit days, then priority; if none arrives in time, the fastest.
 */
export function chooseCarrier(input: RoutingInput, carriers: MatrixCarrier[]): DecisionRecord {
  const candidates = carriers.flatMap((carrier) => carrier.services.map((service) => weigh(input, carrier, service)));
  const fitting = candidates.filter((candidate) => candidate.fits);
  const inTime = fitting.filter(({ arrivesOn }) => !input.promisedOn || arrivesOn <= input.promisedOn);
  const ranked = inTime.length ? inTime.toSorted(byPrice) : fitting.toSorted(bySpeed);
  const [chosen] = ranked;
  return {
    strategy: 'cheapest_then_fastest',
    input,
    candidates,
    chosen: chosen
      ? { carrierId: chosen.carrierId, carrierCode: chosen.carrierCode, serviceCode: chosen.serviceCode }
      : null,
    reason: explainChoice(ranked, inTime.length > 0),
  };
}

function explainChoice(ranked: Candidate[], inTime: boolean): ChoiceReason {
  const [first, second] = ranked;
  if (!first) return 'none_fits';
  if (!inTime) return 'fastest_none_in_time';
  if (!second) return 'only_one_fits';
  if (first.cents !== second.cents) return 'cheapest_in_time';
  return first.transitDays !== second.transitDays ? 'faster_at_same_price' : 'priority_at_same_price';
}

const byPrice = (a: Candidate, b: Candidate): number =>
  a.cents! - b.cents! || a.transitDays - b.transitDays || byRank(a, b);
const bySpeed = (a: Candidate, b: Candidate): number =>
  a.transitDays - b.transitDays || a.cents! - b.cents! || byRank(a, b);
const byRank = (a: Candidate, b: Candidate): number =>
  a.priority - b.priority || (a.carrierCode + a.serviceCode < b.carrierCode + b.serviceCode ? -1 : 1);

function weigh(input: RoutingInput, carrier: MatrixCarrier, service: CarrierService): Candidate {
  const cents = service.bands.find((band) => input.parcel.weightG <= band.upToG)?.cents ?? null;
  const criteria = [...limits(input, service), tariff(input, service, cents), stock(input, carrier)];
  return {
    carrierId: carrier.id,
    carrierCode: carrier.code,
    carrierName: carrier.name,
    serviceCode: service.code,
    serviceName: service.name,
    priority: carrier.priority,
    matrixVersion: carrier.matrixVersion,
    criteria,
    fits: criteria.every((criterion) => criterion.passed),
    cents,
    transitDays: service.transitDays,
    arrivesOn: addDays(input.today, service.transitDays),
  };
}

function limits({ parcel, country, level }: RoutingInput, service: CarrierService): Criterion[] {
  const atMost = (name: Criterion['name'], value: number, limit: number, unit: string): Criterion => ({
    name,
    value: `${value} ${unit}`,
    limit: `${limit} ${unit}`,
    passed: value <= limit,
  });
  return [
    {
      name: 'country',
      value: country,
      limit: service.countries.join(' '),
      passed: service.countries.includes(country),
    },
    // An express order may not travel as standard; a standard order may travel as express.
    { name: 'level', value: level, limit: service.level, passed: level === 'standard' || service.level === 'express' },
    atMost('weight', parcel.weightG, service.maxWeightG, 'g'),
    atMost('length', parcel.lengthMm, service.maxLengthMm, 'mm'),
    atMost('width', parcel.widthMm, service.maxWidthMm, 'mm'),
    atMost('height', parcel.heightMm, service.maxHeightMm, 'mm'),
    atMost('girth', girth(parcel), service.maxGirthMm, 'mm'),
  ];
}

const girth = (parcel: Parcel): number => parcel.lengthMm + 2 * (parcel.widthMm + parcel.heightMm);

function tariff({ parcel }: RoutingInput, service: CarrierService, cents: number | null): Criterion {
  const heaviest = service.bands.at(-1)?.upToG ?? 0;
  return { name: 'tariff', value: `${parcel.weightG} g`, limit: `${heaviest} g`, passed: cents !== null };
}

/** The SKU that is scarcest decides: stock at this carrier against what the order needs. */
function stock({ demand }: RoutingInput, carrier: MatrixCarrier): Criterion {
  const rows = Object.entries(demand).map(([sku, needed]) => ({ sku, needed, free: carrier.stock[sku] ?? 0 }));
  const scarce = rows.find((row) => row.free < row.needed) ?? rows[0];
  return {
    name: 'stock',
    value: scarce ? `${scarce.sku}: ${scarce.needed}` : '0',
    limit: String(scarce?.free ?? 0),
    passed: rows.every((row) => row.free >= row.needed),
  };
}

const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
