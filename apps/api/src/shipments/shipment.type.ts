import { Field, GraphQLISODateTime, ID, InputType, Int, ObjectType } from 'type-graphql';
import { PageInfoType } from '../scalars.ts';

@ObjectType('Parcel')
export class ParcelType {
  @Field(() => String) trackingNumber!: string;
  @Field(() => String) parcelService!: string;
  @Field(() => String, { nullable: true }) trackingUrl?: string | null;
  @Field(() => GraphQLISODateTime) shippedAt!: Date;
}

@ObjectType('Shipment')
export class ShipmentType {
  @Field(() => ID) id!: string;
  @Field(() => String) number!: string;
  @Field(() => String) state!: string;
  @Field(() => String) serviceName!: string;
  @Field(() => GraphQLISODateTime, { nullable: true }) transmittedAt?: Date | null;
  @Field(() => GraphQLISODateTime, { nullable: true }) confirmBy?: Date | null;
  @Field(() => Boolean) overdue!: boolean;
  @Field(() => GraphQLISODateTime, { nullable: true }) confirmedAt?: Date | null;
  @Field(() => GraphQLISODateTime) createdAt!: Date;
  @Field(() => String, { nullable: true, description: 'Why the own warehouse cannot pack it.' })
  problem?: string | null;
}

@ObjectType('ShipmentItem')
export class ShipmentItemType {
  @Field(() => String) sku!: string;
  @Field(() => String) title!: string;
  @Field(() => Int) quantity!: number;
  @Field(() => String, { nullable: true, description: 'The number under its bar code.' }) gtin!: string | null;
  @Field(() => String, { nullable: true, description: 'Where it lies in the own warehouse.' }) bin!: string | null;
}

@ObjectType('ShipmentEdge')
class ShipmentEdgeType {
  @Field(() => String) cursor!: string;
  @Field(() => ShipmentType) node!: ShipmentType;
}

@ObjectType('ShipmentConnection')
export class ShipmentConnectionType {
  @Field(() => Int) totalCount!: number;
  @Field(() => [ShipmentEdgeType]) edges!: ShipmentEdgeType[];
  @Field(() => PageInfoType) pageInfo!: PageInfoType;
}

@InputType()
export class ShipmentFilter {
  @Field(() => [String], { nullable: true, description: 'planned, packing, transmitted, shipped, cancelled' })
  states?: string[] | null;
  @Field(() => ID, { nullable: true }) carrierId?: string | null;
  @Field(() => Boolean, { nullable: true, description: 'Whether its confirmation is overdue.' })
  overdue?: boolean | null;
  @Field(() => Boolean, { nullable: true, description: 'Only what the own warehouse cannot pack.' })
  problem?: boolean | null;
  @Field(() => String, {
    nullable: true,
    description: 'A part of its number, or of what its order is found by: numbers, tracking numbers, names.',
  })
  search?: string | null;
}
