import { Field, GraphQLISODateTime, ID, ObjectType } from 'type-graphql';

@ObjectType('Customer')
export class CustomerType {
  @Field(() => ID) id!: string;
  @Field(() => String) number!: string;
  @Field(() => String) name!: string;
  @Field(() => String, { nullable: true }) company?: string | null;
  @Field(() => String, { nullable: true }) email?: string | null;
  @Field(() => String, { nullable: true }) vatId?: string | null;
  @Field(() => GraphQLISODateTime) createdAt!: Date;
}
