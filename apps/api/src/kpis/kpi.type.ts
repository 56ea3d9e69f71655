import { Field, Float, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';
import { OrderType } from '../orders/order.type.ts';
import { MoneyType, PageInfoType } from '../scalars.ts';

@ObjectType('KpiDuration', { description: 'How long a step took. Percentiles are right to five per cent.' })
export class KpiDurationType {
  @Field(() => Int, { description: 'How many orders took the step.' }) count!: number;
  @Field(() => Int, { nullable: true, description: 'Seconds; half of them were faster.' }) p50!: number | null;
  @Field(() => Int, { nullable: true, description: 'Seconds; 95 of 100 were faster.' }) p95!: number | null;
}

@ObjectType('KpiFigures', { description: 'The figures of a period, or of one of its days in the company’s zone.' })
export class KpiFiguresType {
  @Field(() => Int, { description: 'Orders placed.' }) orders!: number;
  @Field(() => Int, { description: 'Of these, orders that needed a person, or that a person changed.' })
  byHand!: number;
  @Field(() => Float, { nullable: true, description: '0–1 of the orders placed; null without orders.' })
  automaticShare!: number | null;
  @Field(() => Int, { description: 'Orders that left, by their first shipment.' }) shipped!: number;
  @Field(() => Int, { description: 'Of these, after the ship-by instant of the channel.' }) late!: number;
  @Field(() => Float, { nullable: true, description: '0–1 of the orders that left.' }) lateShare!: number | null;
  @Field(() => Int) cancelled!: number;
  @Field(() => Int, { description: 'Tickets opened or opened again.' }) ticketsOpened!: number;
  @Field(() => Int) ticketsClosed!: number;
  @Field(() => KpiDurationType, { description: 'From the order to the hand-over.' }) toHandOver!: KpiDurationType;
  @Field(() => KpiDurationType, { description: 'From the order to its first shipment.' }) toShipment!: KpiDurationType;
  @Field(() => KpiDurationType, { description: 'From shipping until the channel knew.' }) toChannel!: KpiDurationType;
  @Field(() => KpiDurationType, { description: 'From the order to its payment.' }) toPayment!: KpiDurationType;
}

@ObjectType('KpiDay')
export class KpiDayType extends KpiFiguresType {
  @Field(() => String, { description: 'YYYY-MM-DD' }) day!: string;
}

@ObjectType('KpiHoldReason')
export class KpiHoldReasonType {
  @Field(() => String) reason!: string;
  @Field(() => Int, { description: 'Orders placed in the period that were held for it.' }) orders!: number;
}

@ObjectType('KpiCarrier')
export class KpiCarrierType {
  @Field(() => ID) carrierId!: string;
  @Field(() => String) name!: string;
  @Field(() => Int, { description: 'Shipments confirmed.' }) shipments!: number;
  @Field(() => MoneyType, { description: 'As the matrix had decided, in sum.' }) cost!: MoneyType;
  @Field(() => KpiDurationType, { description: 'From the hand-over to the confirmation.' })
  confirmation!: KpiDurationType;
}

@ObjectType('Kpis', { description: 'Does the automation work, and where does it hang?' })
export class KpisType {
  @Field(() => GraphQLISODateTime, { nullable: true, description: 'What had happened until then is counted.' })
  countedAt!: Date | null;
  @Field(() => KpiFiguresType) all!: KpiFiguresType;
  @Field(() => KpiFiguresType, { description: 'As many days, right before.' }) before!: KpiFiguresType;
  @Field(() => [KpiDayType], { description: 'Oldest first.' }) days!: KpiDayType[];
  @Field(() => [KpiHoldReasonType], { description: 'The most frequent first.' }) heldFor!: KpiHoldReasonType[];
  @Field(() => [KpiCarrierType], { description: 'The busiest first.' }) carriers!: KpiCarrierType[];
  @Field(() => Int, { description: 'Running orders whose confirmation is overdue, now.' }) overdue!: number;
  @Field(() => Int, { description: 'Open tickets, now.' }) openTickets!: number;
  @Field(() => [MoneyType], {
    nullable: true,
    description: 'Open items, now, per currency; null for those who do not keep the books.',
  })
  openItems!: MoneyType[] | null;
}

@ObjectType('KpiOrder', { description: 'An order behind a figure.' })
export class KpiOrderType {
  @Field(() => OrderType) order!: unknown;
  @Field(() => GraphQLISODateTime, { description: 'When it was placed, or took the step.' }) at!: Date;
  @Field(() => Int, { nullable: true, description: 'How long the step took.' }) seconds!: number | null;
}

@ObjectType('KpiOrderEdge')
class KpiOrderEdgeType {
  @Field(() => String) cursor!: string;
  @Field(() => KpiOrderType) node!: KpiOrderType;
}

@ObjectType('KpiOrderConnection')
export class KpiOrderConnectionType {
  @Field(() => Int) totalCount!: number;
  @Field(() => [KpiOrderEdgeType]) edges!: KpiOrderEdgeType[];
  @Field(() => PageInfoType) pageInfo!: PageInfoType;
}
