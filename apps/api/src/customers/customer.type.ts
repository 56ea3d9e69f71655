import { Field, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';
import { PageInfoType } from '../scalars.ts';

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

@ObjectType('CustomerEdge')
class CustomerEdgeType {
  @Field(() => String) cursor!: string;
  @Field(() => CustomerType) node!: CustomerType;
}

@ObjectType('CustomerConnection')
export class CustomerConnectionType {
  @Field(() => Int) totalCount!: number;
  @Field(() => [CustomerEdgeType]) edges!: CustomerEdgeType[];
  @Field(() => PageInfoType) pageInfo!: PageInfoType;
}
