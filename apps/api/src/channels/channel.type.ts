import { Field, GraphQLISODateTime, ID, ObjectType } from 'type-graphql';

@ObjectType('Channel')
export class ChannelType {
  @Field(() => ID) id!: string;
  @Field(() => String) code!: string;
  @Field(() => String) kind!: string;
  @Field(() => String) name!: string;
  @Field(() => String) country!: string;
  @Field(() => String) currency!: string;
  @Field(() => Boolean) paused!: boolean;
  @Field(() => GraphQLISODateTime, { nullable: true }) lastFetchedAt?: Date | null;
  @Field(() => String, { nullable: true }) lastError?: string | null;
}
