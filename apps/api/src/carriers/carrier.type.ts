import { Field, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';
import { Json, MoneyType } from '../scalars.ts';

@ObjectType('Carrier')
export class CarrierType {
  @Field(() => ID) id!: string;
  @Field(() => String) code!: string;
  @Field(() => String) name!: string;
  @Field(() => String) kind!: string;
  @Field(() => Boolean) active!: boolean;
  @Field(() => Int) confirmWithinMinutes!: number;
  @Field(() => String, { nullable: true, description: 'Cron of the collective hand-over.' }) batchCron?: string | null;
}

@ObjectType('ConnectionConfig')
export class ConnectionConfigType {
  @Field(() => Json) config!: unknown;
  @Field(() => [String], { description: 'Secrets that are set; what they are is never told.' }) kept!: string[];
}

@ObjectType('Criterion', { description: 'One compared number: value against limit.' })
export class CriterionType {
  @Field(() => String) name!: string;
  @Field(() => String) value!: string;
  @Field(() => String) limit!: string;
  @Field(() => Boolean) passed!: boolean;
}

@ObjectType('Candidate')
export class CandidateType {
  @Field(() => String) carrierCode!: string;
  @Field(() => String) carrierName!: string;
  @Field(() => String) serviceCode!: string;
  @Field(() => String) serviceName!: string;
  @Field(() => Boolean) fits!: boolean;
  @Field(() => [CriterionType]) criteria!: CriterionType[];
  @Field(() => MoneyType, { nullable: true }) price?: MoneyType | null;
  @Field(() => Int, { nullable: true }) transitDays?: number | null;
  @Field(() => String, { nullable: true }) arrivesOn?: string | null;
}

@ObjectType('CarrierDecision')
export class CarrierDecisionType {
  @Field(() => ID) id!: string;
  @Field(() => GraphQLISODateTime) decidedAt!: Date;
  @Field(() => Int) matrixVersion!: number;
  @Field(() => String, { nullable: true }) chosenCarrier?: string | null;
  @Field(() => String, { nullable: true }) chosenService?: string | null;
  @Field(() => String) strategy!: string;
  @Field(() => String) reason!: string;
  @Field(() => [CandidateType]) candidates!: CandidateType[];
  @Field(() => Int) parcelWeightG!: number;
  @Field(() => Int) parcelLengthMm!: number;
  @Field(() => Int) parcelWidthMm!: number;
  @Field(() => Int) parcelHeightMm!: number;
}
