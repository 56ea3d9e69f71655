import { Field, GraphQLISODateTime, ID, InputType, Int, ObjectType } from 'type-graphql';
import { EffectStateEnum } from '../enums.ts';

@ObjectType('Effect', { description: 'One act in the outside world: intended, carried out once, proved.' })
export class EffectType {
  @Field(() => ID) id!: string;
  @Field(() => String) kind!: string;
  @Field(() => EffectStateEnum) state!: keyof typeof EffectStateEnum;
  @Field(() => Int) attempts!: number;
  @Field(() => String, { nullable: true }) lastError?: string | null;
  @Field(() => GraphQLISODateTime) createdAt!: Date;
  @Field(() => GraphQLISODateTime) updatedAt!: Date;
}

@InputType()
export class RetryEffectInput {
  @Field(() => ID) effectId!: string;
}
