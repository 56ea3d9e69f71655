import type { PaymentMethod } from '@kontor/domain/channels/incoming-order';
import type { HoldReason, Station } from '@kontor/domain/orders/stations';
import { Field, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';
import { EffectStateEnum, FulfilledByEnum, PaymentMethodEnum, StationEnum } from '../enums.ts';
import { MoneyType, PageInfoType } from '../scalars.ts';

@ObjectType('StationCount')
export class StationCountType {
  @Field(() => StationEnum) station!: Station;
  @Field(() => Int, { description: 'Of orders that are over (paid, closed, cancelled) at most 10,000 are counted.' })
  count!: number;
}

@ObjectType('OrderLine')
export class OrderLineType {
  @Field(() => ID) id!: string;
  @Field(() => Int) position!: number;
  @Field(() => String) sku!: string;
  @Field(() => String) title!: string;
  @Field(() => Int) quantity!: number;
  @Field(() => MoneyType, { description: 'Gross of the whole line as sold.' }) total!: MoneyType;
  @Field(() => MoneyType, { description: 'Gross shipping of the line.' }) shipping!: MoneyType;
  @Field(() => Boolean, { description: 'Known in the product master?' }) known!: boolean;
  @Field(() => Boolean, { description: 'Added here; the channel did not sell it.' }) added!: boolean;
  @Field(() => Int, { nullable: true, description: 'VAT of the article in tenths of a percent: 190 = 19 %.' })
  vatPermille?: number | null;
}

@ObjectType('PartUnits')
export class PartUnitsType {
  @Field(() => String) sku!: string;
  @Field(() => Int) quantity!: number;
}

@ObjectType('OrderPart', { description: 'What leaves apart, as a person wants it.' })
export class OrderPartType {
  @Field(() => [PartUnitsType]) units!: PartUnitsType[];
}

@ObjectType('Order')
export class OrderType {
  @Field(() => ID) id!: string;
  @Field(() => String) number!: string;
  @Field(() => String) channelOrderId!: string;
  @Field(() => StationEnum) station!: Station;
  @Field(() => StationEnum, { nullable: true, description: 'Where a held order continues.' }) heldAt?: Station | null;
  @Field(() => [String], { description: 'Why it is held.' }) holdReasons!: HoldReason[];
  @Field(() => FulfilledByEnum) fulfilledBy!: keyof typeof FulfilledByEnum;
  @Field(() => GraphQLISODateTime) placedAt!: Date;
  @Field(() => GraphQLISODateTime, { nullable: true }) shipBy?: Date | null;
  @Field(() => GraphQLISODateTime, { nullable: true }) deliverBy?: Date | null;
  @Field(() => String, { nullable: true }) remark?: string | null;
  @Field(() => String, { nullable: true, description: 'What the buyer wants written to the recipient.' }) giftMessage?:
    | string
    | null;
  @Field(() => PaymentMethodEnum, { description: 'How the buyer pays.' }) paymentMethod!: PaymentMethod;
  @Field(() => String) channelStatus!: string;
  @Field(() => String, { nullable: true, description: "Where in the account it was bought, in the channel's words." })
  marketplace?: string | null;
  @Field(() => String, { nullable: true, description: "The channel's id of the order that this one replaces." })
  replaces?: string | null;
  @Field(() => GraphQLISODateTime, {
    nullable: true,
    description: 'When the channel is asked again for withheld personal data or amounts; null: nothing is missing.',
  })
  dataRetryAt?: Date | null;
  @Field(() => Int, { description: 'How often it was asked for them in vain.' }) dataTries!: number;
  @Field(() => String, { nullable: true, description: 'What the list shows without joining.' }) carrierName?:
    | string
    | null;
  @Field(() => String, { nullable: true }) trackingNumber?: string | null;
  @Field(() => GraphQLISODateTime, { nullable: true }) trackingAt?: Date | null;
  @Field(() => Boolean) overdue!: boolean;
  @Field(() => EffectStateEnum, {
    nullable: true,
    description: 'Channel told about the shipment: pending, done, failed.',
  })
  channelInformed?: string | null;
  @Field(() => String, { nullable: true }) deliveryNoteNumber?: string | null;
  @Field(() => String, { nullable: true }) invoiceNumber?: string | null;
  @Field(() => GraphQLISODateTime, { nullable: true }) paidAt?: Date | null;
  @Field(() => ID, { nullable: true }) ticketId?: string | null;
  @Field(() => Int) rev!: number;
  @Field(() => GraphQLISODateTime) updatedAt!: Date;
}

@ObjectType('OrderEdge')
export class OrderEdgeType {
  @Field(() => String) cursor!: string;
  @Field(() => OrderType) node!: OrderType;
}

@ObjectType('OrderConnection')
export class OrderConnectionType {
  @Field(() => Int) totalCount!: number;
  @Field(() => [OrderEdgeType]) edges!: OrderEdgeType[];
  @Field(() => PageInfoType) pageInfo!: PageInfoType;
}

@ObjectType('OrderIndex', {
  description: 'Ids of the orders that match, in the order asked for, and the feed position at which that was true.',
})
export class OrderIndexType {
  @Field(() => Int) count!: number;
  @Field(() => [ID]) ids!: string[];
  @Field(() => String, { description: 'The same ids for long lists: 16 bytes each, in base64.' }) packedIds!: string;
  @Field(() => String) cursor!: string;
}
