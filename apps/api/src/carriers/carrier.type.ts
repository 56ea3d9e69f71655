import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { enumOf } from '../enums.ts';
import { Json } from '../scalars.ts';

const CarrierKindEnum = enumOf(['own', 'external'] as const);
registerEnumType(CarrierKindEnum, { name: 'CarrierKind', description: 'The own warehouse, or a fulfilment partner.' });

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

@InputType()
export class CreateCarrierInput {
  @Field(() => String, { description: 'Letters, digits, hyphens; never changes.' }) code!: string;
  @Field(() => String) name!: string;
  @Field(() => CarrierKindEnum) kind!: keyof typeof CarrierKindEnum;
  @Field(() => String, { nullable: true, description: 'Where its goods lie; empty: in the company’s country.' })
  country?: string | null;
  @Field(() => Int, { description: 'Minutes of its working hours; the matrix may say another deadline later.' })
  confirmWithinMinutes!: number;
}
