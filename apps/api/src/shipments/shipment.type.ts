import { Field, GraphQLISODateTime, ID, InputType, ObjectType } from 'type-graphql';

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
}

@InputType()
export class ParcelInput {
  @Field(() => String) trackingNumber!: string;
  @Field(() => String) parcelService!: string;
}

@InputType()
export class ConfirmPackingInput {
  @Field(() => ID) shipmentId!: string;
  @Field(() => [ParcelInput]) parcels!: ParcelInput[];
}
