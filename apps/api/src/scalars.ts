import { Field, Int, ObjectType } from 'type-graphql';

export { GraphQLJSON as Json } from 'graphql-scalars';

@ObjectType('Money', { description: 'Integer minor units with currency; 1234 EUR = 12.34 €.' })
export class MoneyType {
  @Field(() => Int) amount!: number;
  @Field(() => String) currency!: string;
}

@ObjectType('PageInfo')
export class PageInfoType {
  @Field(() => Boolean) hasNextPage!: boolean;
  @Field(() => String, { nullable: true }) endCursor?: string | null;
}

@ObjectType('Address')
export class AddressType {
  @Field(() => String) name!: string;
  @Field(() => String, { nullable: true }) company?: string | null;
  @Field(() => String) street!: string;
  @Field(() => String, { nullable: true }) addition?: string | null;
  @Field(() => String) postcode!: string;
  @Field(() => String) city!: string;
  @Field(() => String) country!: string;
  @Field(() => String, { nullable: true }) phone?: string | null;
}
