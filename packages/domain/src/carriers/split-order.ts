import { restOf } from '../kernel/parts.ts';
import type { Candidate, Leg, RoutingInput } from './decision.ts';
import type { CarrierTerms, MatrixTerms } from './matrix-terms.ts';
import { rankCandidates, type Fitting } from './rank-candidates.ts';
import { weighCandidate, weighOrder } from './weigh-candidate.ts';

/** More shipments than these are no service to anybody. */
const mostLegs = 3;

type Demand = Record<string, number>;

/**
 * Splits an order that no carrier can ship alone over as few carriers as possible (F21): of all ways with that number the one
 * that arrives first, then the cheapest, then the one whose carriers stand higher. Null when no way covers it.
 */
export function splitOrder(terms: MatrixTerms, input: RoutingInput): Leg[] | null {
  const { demand } = weighOrder(terms, input);
  const holding = carriersInOrder(terms).filter(({ code }) =>
    Object.keys(demand).some((sku) => (input.stock[code]?.[sku] ?? 0) > 0),
  );
  for (let count = 2; count <= Math.min(mostLegs, holding.length); count += 1) {
    const ways = sequences(holding, count).flatMap((carriers) => shipFrom(terms, input, demand, carriers));
    const [best] = ways.toSorted((a, b) =>
      arrival(a) === arrival(b) ? cents(a) - cents(b) : arrival(a) < arrival(b) ? -1 : 1,
    );
    if (best) return best;
  }
  return null;
}

/** Legs that together cover the order. */
type Way = Leg[];

const arrival = (legs: Way): string =>
  legs
    .map((leg) => leg.arrivesOn)
    .toSorted()
    .at(-1)!;
const cents = (legs: Way): number => legs.reduce((sum, leg) => sum + leg.cents, 0);

/** Carriers by their best row. */
const carriersInOrder = ({ carriers, services }: MatrixTerms): CarrierTerms[] =>
  [...new Set(services.map((service) => service.carrier))].map((code) => carriers.find((one) => one.code === code)!);

/** Every sequence of so many carriers: who stands first gives what it has. */
function sequences(carriers: CarrierTerms[], count: number): CarrierTerms[][] {
  if (count === 0) return [[]];
  return carriers.flatMap((first) =>
    sequences(
      carriers.filter((one) => one !== first),
      count - 1,
    ).map((rest) => [first, ...rest]),
  );
}

function shipFrom(terms: MatrixTerms, input: RoutingInput, demand: Demand, carriers: CarrierTerms[]): Way[] {
  const open = { ...demand };
  const legs: Leg[] = [];
  for (const carrier of carriers) {
    const part = takeFrom(open, input.stock[carrier.code] ?? {});
    const leg = Object.keys(part).length ? shipPart(terms, input, part, [carrier]) : null;
    if (!leg) return [];
    legs.push(leg);
  }
  return Object.values(open).every((left) => left === 0) ? [legs] : [];
}

function takeFrom(open: Demand, stock: Demand): Demand {
  const part: Demand = {};
  for (const [sku, needed] of Object.entries(open)) {
    const taken = Math.min(needed, Math.max(0, stock[sku] ?? 0));
    if (taken) part[sku] = taken;
    open[sku] = needed - taken;
  }
  return part;
}

/** The best service of these carriers for a part. */
function shipPart(terms: MatrixTerms, input: RoutingInput, part: Demand, carriers: CarrierTerms[]): Leg | null {
  const left = { ...part };
  const items = input.items.flatMap((item) => {
    const quantity = Math.min(item.quantity, left[item.sku] ?? 0);
    left[item.sku] = (left[item.sku] ?? 0) - quantity;
    return quantity ? [{ ...item, quantity }] : [];
  });
  const order = weighOrder(terms, { ...input, items });
  const candidates = terms.services.flatMap((service, index) => {
    const carrier = carriers.find(({ code }) => code === service.carrier);
    return carrier ? [weighCandidate(order, carrier, service, index + 1)] : [];
  });
  const [best] = rankCandidates(candidates, input, terms.strategy).ranked;
  return best ? { ...legOf(best, order.demand), candidates } : null;
}

/**
 * Ships an order in the parts that a person has named, and what is left of it as the first; each with the carrier that fits it best,
 * where the parts before it have left stock. Null when one of them fits nowhere.
 */
export function shipParts(terms: MatrixTerms, input: RoutingInput, parts: Demand[]): Leg[] | null {
  const stock = Object.fromEntries(Object.entries(input.stock).map(([code, units]) => [code, { ...units }]));
  const legs: Leg[] = [];
  for (const part of [restOf(weighOrder(terms, input).demand, parts), ...parts]) {
    const leg = shipPart(terms, { ...input, stock }, part, terms.carriers);
    if (!leg) return null;
    for (const [sku, units] of Object.entries(part)) stock[leg.carrierCode]![sku]! -= units;
    legs.push(leg);
  }
  return legs;
}

/** What a chosen service sends. */
export const legOf = (chosen: Fitting, demand: Demand): Omit<Leg, 'candidates'> => ({
  carrierCode: chosen.carrierCode,
  carrierName: chosen.carrierName,
  serviceCode: chosen.serviceCode,
  serviceName: chosen.serviceName,
  demand,
  parcels: chosen.parcels,
  cents: chosen.cost.cents,
  shipsOn: chosen.arrival.shipsOn,
  arrivesOn: chosen.arrival.arrivesOn,
});

/** Without a carrier that lacks stock, splitting cannot help. */
export const lacksStock = (candidates: Candidate[]): boolean =>
  candidates.some(({ criteria }) => criteria.some(({ name, passed }) => name === 'stock' && !passed));
