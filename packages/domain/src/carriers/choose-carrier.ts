import type { DecisionRecord, RoutingInput } from './decision.ts';
import type { MatrixTerms } from './matrix-terms.ts';
import { rankCandidates } from './rank-candidates.ts';
import { lacksStock, legOf, shipParts, splitOrder } from './split-order.ts';
import { weighCandidate, weighOrder } from './weigh-candidate.ts';

/** A matrix with the number under which decisions name it. */
export interface NumberedMatrix {
  number: number;
  terms: MatrixTerms;
}

/**
 * Chooses the carrier (F16–F19): compares the order with every row, ranks those that fit by the strategy, splits it when only
 * stock is missing and the channel allows it (F21), or as a person has said (F14). Pure: the same matrix and input give the same record.
 */
export function chooseCarrier({ number, terms }: NumberedMatrix, input: RoutingInput): DecisionRecord {
  const order = weighOrder(terms, input);
  const carriers = new Map(terms.carriers.map((carrier) => [carrier.code, carrier]));
  const candidates = terms.services.map((service, index) =>
    weighCandidate(order, carriers.get(service.carrier)!, service, index + 1),
  );
  const { ranked, reason } = rankCandidates(candidates, input, terms.strategy);
  const record = { matrixVersion: number, currency: terms.currency, strategy: terms.strategy, input, candidates };
  if (input.parts?.length) {
    const legs = shipParts(terms, input, input.parts);
    return { ...record, legs: legs ?? [], reason: legs ? 'split_by_hand' : 'none_fits', runnerUp: null };
  }
  const [chosen, second] = ranked;
  if (chosen)
    return { ...record, legs: [legOf(chosen, order.demand)], reason, runnerUp: second ? runnerUp(second) : null };
  const legs = input.maySplit && lacksStock(candidates) ? splitOrder(terms, input) : null;
  return { ...record, legs: legs ?? [], reason: legs ? 'split' : 'none_fits', runnerUp: null };
}

const runnerUp = ({
  carrierCode,
  serviceCode,
  cost,
  arrival,
  row,
}: ReturnType<typeof rankCandidates>['ranked'][0]) => ({
  carrierCode,
  serviceCode,
  cents: cost.cents,
  arrivesOn: arrival.arrivesOn,
  row,
});
