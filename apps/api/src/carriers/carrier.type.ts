import { Field, ID, Int, ObjectType } from 'type-graphql';

@ObjectType('Carrier')
export class CarrierType {
  @Field(() => ID) id!: string;
  @Field(() => String) code!: string;
  @Field(() => String) name!: string;
  @Field(() => String) kind!: string;
  @Field(() => Boolean) active!: boolean;
  @Field(() => Int) confirmWithinMinutes!: number;
}
