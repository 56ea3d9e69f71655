import { Field, GraphQLISODateTime, ID, ObjectType } from 'type-graphql';
import { MovementStatusEnum } from '../enums.ts';
import { MoneyType } from '../scalars.ts';

@ObjectType('Movement', { description: 'A movement of money as the channel shows it before a settlement proves it.' })
export class MovementType {
  @Field(() => ID) id!: string;
  @Field(() => String, { description: 'In the words of the channel: Shipment, Refund …' }) type!: string;
  @Field(() => MovementStatusEnum) status!: keyof typeof MovementStatusEnum;
  @Field(() => GraphQLISODateTime) postedAt!: Date;
  @Field(() => MoneyType, { description: 'After the channel’s fees; what is given back is negative.' })
  amount!: MoneyType;
  @Field(() => String, { nullable: true, description: 'The settlement that has paid it; null: still to be paid.' })
  settlement?: string | null;
}
