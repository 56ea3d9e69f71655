import { packingProblems, type PackingProblem } from '@kontor/domain/shipments/shipment.entity';
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';

const PackingProblemEnum = Object.fromEntries(packingProblems.map((problem) => [problem, problem]));
registerEnumType(PackingProblemEnum, { name: 'PackingProblem', description: 'Why a shipment cannot be packed.' });

@InputType()
export class ParcelInput {
  @Field(() => String) trackingNumber!: string;
  @Field(() => String) parcelService!: string;
}

@InputType()
export class PackedItemInput {
  @Field(() => String) sku!: string;
  @Field(() => Int) quantity!: number;
}

@InputType()
export class ConfirmPackingInput {
  @Field(() => ID) shipmentId!: string;
  @Field(() => [ParcelInput]) parcels!: ParcelInput[];
  @Field(() => [PackedItemInput], {
    nullable: true,
    description: 'What lies in the parcels, where it is not all; the rest stays in the queue.',
  })
  items?: PackedItemInput[] | null;
}

@InputType()
export class ReportPackingProblemInput {
  @Field(() => ID) shipmentId!: string;
  @Field(() => PackingProblemEnum) problem!: PackingProblem;
  @Field(() => String, { nullable: true, description: 'The article it is about.' }) sku?: string | null;
  @Field(() => String, { nullable: true }) note?: string | null;
}

@ObjectType('PickShipment')
export class PickShipmentType {
  @Field(() => String) number!: string;
  @Field(() => Int) quantity!: number;
}

@ObjectType('PickStop', { description: 'One stop on the way through the warehouse.' })
export class PickStopType {
  @Field(() => String) sku!: string;
  @Field(() => String) title!: string;
  @Field(() => String, { nullable: true }) bin!: string | null;
  @Field(() => Int) quantity!: number;
  @Field(() => [PickShipmentType], { description: 'How many go into which shipment.' }) shipments!: PickShipmentType[];
}
