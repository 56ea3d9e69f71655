import type { ChannelDayState } from '@kontor/domain/channels/channel-day.entity';
import { Field, GraphQLISODateTime, Int, ObjectType } from 'type-graphql';
import { ChannelDayStateEnum } from '../enums.ts';
import { PageInfoType } from '../scalars.ts';

@ObjectType('MissingOrder', { description: 'An order that the channel reports and that is not stored here.' })
export class MissingOrderType {
  @Field(() => String) channelOrderId!: string;
  @Field(() => String, { nullable: true, description: 'Why it could not be fetched; null: not tried yet.' })
  problem?: string | null;
}

@ObjectType('ChannelDay', { description: "One business day of a channel, compared with the channel's own list." })
export class ChannelDayType {
  @Field(() => String, { description: "YYYY-MM-DD, in the company's time zone." }) day!: string;
  @Field(() => ChannelDayStateEnum) state!: ChannelDayState;
  @Field(() => GraphQLISODateTime, { description: 'Compared up to here.' }) until!: Date;
  @Field(() => Int, { nullable: true, description: 'Orders that the channel says it took.' }) reported?: number | null;
  @Field(() => Int, { nullable: true, description: 'Of these, the ones that are stored here.' }) known?: number | null;
  @Field(() => Int, { description: 'Of these, the ones that this comparison has fetched.' }) recovered!: number;
  @Field(() => [MissingOrderType], { description: 'Still missing.' }) missing!: MissingOrderType[];
  @Field(() => GraphQLISODateTime, { description: 'When the channel was last asked for its list.' }) askedAt!: Date;
  @Field(() => GraphQLISODateTime, { nullable: true }) provedAt?: Date | null;
}

@ObjectType('ChannelDayEdge')
export class ChannelDayEdgeType {
  @Field(() => String) cursor!: string;
  @Field(() => ChannelDayType) node!: ChannelDayType;
}

@ObjectType('ChannelDayConnection', { description: 'Days, newest first.' })
export class ChannelDayConnectionType {
  @Field(() => Int) totalCount!: number;
  @Field(() => [ChannelDayEdgeType]) edges!: ChannelDayEdgeType[];
  @Field(() => PageInfoType) pageInfo!: PageInfoType;
}
