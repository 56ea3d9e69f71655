import type { CarrierDecision } from '@kontor/domain/carriers/carrier.entity';
import type { CarrierDecisionType } from './carrier.type.ts';

/** The stored decision as the API shows it; every word comes from the record. */
export function explainDecision({ id, decidedAt, record }: CarrierDecision): CarrierDecisionType {
  const { chosen, candidates, input, strategy, reason } = record;
  return {
    id,
    decidedAt,
    matrixVersion: Math.max(0, ...candidates.map((candidate) => candidate.matrixVersion)),
    chosenCarrier: chosen?.carrierCode ?? null,
    chosenService: chosen?.serviceCode ?? null,
    strategy,
    reason,
    candidates: candidates.map((candidate) => ({
      ...candidate,
      price: candidate.cents === null ? null : { amount: candidate.cents, currency: 'EUR' },
    })),
    parcelWeightG: input.parcel.weightG,
    parcelLengthMm: input.parcel.lengthMm,
    parcelWidthMm: input.parcel.widthMm,
    parcelHeightMm: input.parcel.heightMm,
  };
}
