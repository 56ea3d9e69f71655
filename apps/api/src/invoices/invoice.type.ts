import { Field, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';
import { MoneyType, PageInfoType } from '../scalars.ts';

@ObjectType('Invoice')
export class InvoiceType {
  @Field(() => ID) id!: string;
  @Field(() => String) number!: string;
  @Field(() => String) issuedOn!: string;
  @Field(() => String) state!: string;
}

@ObjectType('InvoiceEdge')
export class InvoiceEdgeType {
  @Field(() => String) cursor!: string;
  @Field(() => InvoiceType) node!: InvoiceType;
}

@ObjectType('InvoiceConnection')
export class InvoiceConnectionType {
  @Field(() => Int) totalCount!: number;
  @Field(() => [InvoiceEdgeType]) edges!: InvoiceEdgeType[];
  @Field(() => PageInfoType) pageInfo!: PageInfoType;
}

@ObjectType('Payment')
export class PaymentType {
  @Field(() => ID) id!: string;
  @Field(() => MoneyType) amount!: MoneyType;
  @Field(() => GraphQLISODateTime) at!: Date;
  @Field(() => String) settlement!: string;
}
