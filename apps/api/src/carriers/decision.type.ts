import { Field, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';
import { MoneyType } from '../scalars.ts';

@ObjectType('Criterion', { description: 'One comparison of the order with what a service allows.' })
export class CriterionType {
  @Field(() => String) name!: string;
  @Field(() => String, { description: 'What the order has.' }) value!: string;
  @Field(() => String, { description: 'What the service allows.' }) limit!: string;
  @Field(() => String, { nullable: true, description: 'Of both numbers: g, mm or pieces.' }) unit?: string | null;
  @Field(() => Boolean) passed!: boolean;
  @Field(() => String, { nullable: true, description: 'The product it is about.' }) sku?: string | null;
  @Field(() => String, { description: 'The criterion in words.' }) label!: string;
  @Field(() => String, { description: 'The comparison in words: 12.4 ≤ 31.5 kg.' }) text!: string;
}

@ObjectType('Charge', { description: 'A surcharge of a shipment.' })
export class ChargeType {
  @Field(() => String) name!: string;
  @Field(() => Int, { description: 'How many parcels it is charged for.' }) parcels!: number;
  @Field(() => MoneyType) amount!: MoneyType;
}

@ObjectType('Candidate', { description: 'A row of the matrix against the order.' })
export class CandidateType {
  @Field(() => Int, { description: 'Row of the matrix, from 1: its priority.' }) row!: number;
  @Field(() => String) carrierCode!: string;
  @Field(() => String) carrierName!: string;
  @Field(() => String) serviceCode!: string;
  @Field(() => String) serviceName!: string;
  @Field(() => Boolean) fits!: boolean;
  @Field(() => Boolean) chosen!: boolean;
  @Field(() => [CriterionType]) criteria!: CriterionType[];
  @Field(() => MoneyType, { nullable: true, description: 'With all surcharges.' }) price?: MoneyType | null;
  @Field(() => MoneyType, { nullable: true }) basePrice?: MoneyType | null;
  @Field(() => [ChargeType]) surcharges!: ChargeType[];
  @Field(() => String, { nullable: true, description: 'Version of the tariff that was valid.' }) tariff?: string | null;
  @Field(() => String, { nullable: true, description: 'The price in words, with its tariff.' }) priceText?:
    | string
    | null;
  @Field(() => Int, { nullable: true, description: 'Working days on the way.' }) transitDays?: number | null;
  @Field(() => String, { nullable: true, description: 'ISO date.' }) shipsOn?: string | null;
  @Field(() => String, { nullable: true, description: 'ISO date.' }) arrivesOn?: string | null;
  @Field(() => String, { nullable: true, description: 'How the day of arrival came about, in words.' })
  arrivalText?: string | null;
  @Field(() => String, { description: 'The parcels in words.' }) parcelsText!: string;
}

@ObjectType('Leg', { description: 'What one carrier ships; several when the order was split.' })
export class LegType {
  @Field(() => String) carrierCode!: string;
  @Field(() => String) carrierName!: string;
  @Field(() => String) serviceCode!: string;
  @Field(() => String) serviceName!: string;
  @Field(() => Int) parcels!: number;
  @Field(() => String, { description: 'The parcels in words.' }) parcelsText!: string;
  @Field(() => MoneyType) price!: MoneyType;
  @Field(() => String, { description: 'ISO date.' }) arrivesOn!: string;
  @Field(() => [CandidateType], { description: 'Only of a split order: the services of this carrier for its part.' })
  candidates!: CandidateType[];
}

@ObjectType('CarrierDecision')
export class CarrierDecisionType {
  @Field(() => ID) id!: string;
  @Field(() => GraphQLISODateTime) decidedAt!: Date;
  @Field(() => Int, { description: '0: decided before versions were kept.' }) matrixVersion!: number;
  @Field(() => String, { description: 'Code of the strategy.' }) strategy!: string;
  @Field(() => String, { description: 'The strategy in words.' }) strategyText!: string;
  @Field(() => String, { description: 'Code of the reason.' }) reason!: string;
  @Field(() => String, { description: 'Why this carrier, in words, with the numbers of the runner-up.' })
  summary!: string;
  @Field(() => String, { nullable: true, description: 'ISO date.' }) promisedOn?: string | null;
  @Field(() => [LegType], { description: 'Empty: nobody ships it.' }) legs!: LegType[];
  @Field(() => [CandidateType]) candidates!: CandidateType[];
}
