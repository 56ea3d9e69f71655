import type { CarrierDecision } from '@kontor/domain/carriers/carrier.entity';
import type { Candidate, Criterion, DecisionRecord, Leg } from '@kontor/domain/carriers/decision';
import type { DecisionLanguage } from '@kontor/domain/carriers/decision-texts';
import { DecisionWords } from '@kontor/domain/carriers/decision-words';
import type { CandidateType, CarrierDecisionType, CriterionType, LegType } from './decision.type.ts';

/** The stored decision as the API shows it; every word comes from the record. */
export function explainDecision(
  { id, decidedAt, record }: CarrierDecision,
  language: DecisionLanguage,
): CarrierDecisionType {
  const explain = new Explanation(record, language);
  return {
    id,
    decidedAt,
    matrixVersion: record.matrixVersion,
    strategy: record.strategy.kind,
    strategyText: explain.words.strategy(record),
    reason: record.reason,
    summary: explain.words.summary(record),
    promisedOn: record.input.promisedOn,
    legs: record.legs.map((leg) => explain.leg(leg)),
    candidates: record.candidates.map((candidate) => explain.candidate(candidate, record.legs)),
  };
}

class Explanation {
  readonly words: DecisionWords;
  readonly #currency: string;

  constructor({ currency }: DecisionRecord, language: DecisionLanguage) {
    this.words = new DecisionWords(language, currency);
    this.#currency = currency;
  }

  #money(amount: number) {
    return { amount, currency: this.#currency };
  }

  leg(leg: Leg): LegType {
    return {
      ...leg,
      parcels: leg.parcels.length,
      parcelsText: this.words.parcels(leg.parcels),
      price: this.#money(leg.cents),
      candidates: (leg.candidates ?? []).map((candidate) => this.candidate(candidate, [leg])),
    };
  }

  candidate(candidate: Candidate, legs: Leg[]): CandidateType {
    const { cost, arrival, parcels, criteria, ...one } = candidate;
    return {
      ...one,
      chosen: legs.some((leg) => leg.carrierCode === one.carrierCode && leg.serviceCode === one.serviceCode),
      criteria: criteria.map((criterion) => this.#criterion(criterion)),
      price: cost && this.#money(cost.cents),
      basePrice: cost && this.#money(cost.baseCents),
      surcharges: (cost?.surcharges ?? []).map(({ cents, ...charge }) => ({ ...charge, amount: this.#money(cents) })),
      tariff: cost?.tariff ?? null,
      priceText: cost && this.words.cost(cost),
      transitDays: arrival?.transitDays ?? null,
      shipsOn: arrival?.shipsOn ?? null,
      arrivesOn: arrival?.arrivesOn ?? null,
      arrivalText: arrival && this.words.arrival(arrival),
      parcelsText: this.words.parcels(parcels),
    };
  }

  #criterion(criterion: Criterion): CriterionType {
    const { value, limit } = criterion;
    return {
      ...criterion,
      value: String(value),
      limit: Array.isArray(limit) ? limit.join(' ') : String(limit),
      label: this.words.label(criterion.name),
      text: this.words.criterion(criterion),
    };
  }
}
