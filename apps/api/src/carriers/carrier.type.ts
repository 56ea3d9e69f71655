import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Json } from '../scalars.ts';

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
