import { daysBetween } from '../kernel/working-calendar.ts';
import type { Candidate, ChoiceReason, RoutingInput } from './decision.ts';
import type { Strategy } from './matrix-terms.ts';

/** A candidate that fits has a price and an arrival. */
export interface Fitting extends Candidate {
  cost: NonNullable<Candidate['cost']>;
  arrival: NonNullable<Candidate['arrival']>;
}

export const isFitting = (candidate: Candidate): candidate is Fitting => candidate.fits;

type Ranking = (a: Fitting, b: Fitting) => number;

const byCost: Ranking = (a, b) => a.cost.cents - b.cost.cents;
const byArrival: Ranking = (a, b) => daysBetween(b.arrival.arrivesOn, a.arrival.arrivesOn);
const byTransit: Ranking = (a, b) => a.arrival.transitDays - b.arrival.transitDays;
const byRow: Ranking = (a, b) => a.row - b.row;

/** The first comparison that tells two candidates apart decides. */
const inTurn =
  (...rankings: Ranking[]): Ranking =>
  (a, b) =>
    rankings.reduce((decided, ranking) => decided || ranking(a, b), 0);

const fastestFirst = inTurn(byArrival, byTransit, byCost, byRow);

/** A day earlier may cost `dayCents` more. */
const byWeightedCost =
  (dayCents: number): Ranking =>
  (a, b) =>
    byCost(a, b) + dayCents * byArrival(a, b);

/**
 * Ranks the services that fit (F18). Cheapest looks at those that arrive by the promised day; if there is none, the fastest
 * wins. Weighted puts price and days into one number, whatever was promised. The best stands first, and the reason names what
 * told it from the second.
 */
export function rankCandidates(
  candidates: Candidate[],
  { promisedOn }: Pick<RoutingInput, 'promisedOn'>,
  { kind, dayCents }: Strategy,
): { ranked: Fitting[]; reason: ChoiceReason } {
  const fitting = candidates.filter(isFitting);
  const inTime = fitting.filter(({ arrival }) => !promisedOn || arrival.arrivesOn <= promisedOn);
  if (!fitting.length) return { ranked: [], reason: 'none_fits' };
  if (kind === 'fixed_order') return explained(fitting.toSorted(byRow), 'first_in_order');
  if (kind === 'fastest') return explained(fitting.toSorted(fastestFirst), 'fastest');
  const byWeight = inTurn(byWeightedCost(dayCents), byArrival, byTransit, byRow);
  if (kind === 'weighted') return explained(fitting.toSorted(byWeight), 'weighted_best');
  if (!inTime.length) return explained(fitting.toSorted(fastestFirst), 'fastest_none_in_time');
  return explained(inTime.toSorted(byWeight), promisedOn ? 'cheapest_in_time' : 'cheapest');
}

function explained(ranked: Fitting[], otherwise: ChoiceReason): { ranked: Fitting[]; reason: ChoiceReason } {
  const [first, second] = ranked as [Fitting, Fitting | undefined];
  if (!second) return { ranked, reason: otherwise === 'fastest_none_in_time' ? otherwise : 'only_one_fits' };
  return { ranked, reason: tieBreak(first, second, otherwise) };
}

/** What told the first from the second, where it was not the strategy's own measure. */
function tieBreak(first: Fitting, second: Fitting, otherwise: ChoiceReason): ChoiceReason {
  const [dearer, later] = [byCost(first, second), byArrival(first, second) || byTransit(first, second)];
  if (otherwise === 'fastest' && !later) return dearer ? 'cheaper_at_same_day' : 'priority_at_same_price';
  if (otherwise !== 'cheapest' && otherwise !== 'cheapest_in_time') return otherwise;
  if (dearer > 0) return 'worth_the_surcharge';
  if (dearer < 0) return otherwise;
  return later ? 'faster_at_same_price' : 'priority_at_same_price';
}
