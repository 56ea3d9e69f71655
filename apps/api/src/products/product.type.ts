import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { CarrierType } from '../carriers/carrier.type.ts';
import { PageInfoType } from '../scalars.ts';

@ObjectType('Stock', { description: 'Units of a product at a carrier.' })
export class StockType {
  @Field(() => CarrierType) carrier!: CarrierType;
  @Field(() => Int, { description: 'On the shelf, promised ones included.' }) onHand!: number;
  @Field(() => Int, { description: 'Promised to nobody at this carrier.' }) free!: number;
}

@ObjectType('Product')
export class ProductType {
  @Field(() => ID) sku!: string;
  @Field(() => String) title!: string;
  @Field(() => Int, { nullable: true }) weightG?: number | null;
  @Field(() => Int, { nullable: true }) lengthMm?: number | null;
  @Field(() => Int, { nullable: true }) widthMm?: number | null;
  @Field(() => Int, { nullable: true }) heightMm?: number | null;
  @Field(() => Boolean) hazardous!: boolean;
  @Field(() => Boolean, { description: 'Weight or size is missing: its orders are held.' }) incomplete!: boolean;
  @Field(() => [StockType]) stock!: StockType[];
}

@ObjectType()
export class ProductEdge {
  @Field(() => String) cursor!: string;
  @Field(() => ProductType) node!: ProductType;
}

@ObjectType('ProductConnection')
export class ProductConnectionType {
  @Field(() => Int) totalCount!: number;
  @Field(() => [ProductEdge]) edges!: ProductEdge[];
  @Field(() => PageInfoType) pageInfo!: PageInfoType;
}

@InputType()
export class AdjustStockInput {
  @Field(() => ID) sku!: string;
  @Field(() => ID) carrierId!: string;
  @Field(() => Int, { description: 'Units counted, promised ones included.' }) onHand!: number;
  @Field(() => Int, { nullable: true, description: 'What was looked at; another count is refused with CONFLICT.' })
  expectedOnHand?: number | null;
  @Field(() => String) reason!: string;
}
