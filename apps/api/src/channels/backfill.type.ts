import type { BackfillState } from '@kontor/domain/channels/backfill.entity';
import { Field, GraphQLISODateTime, ID, InputType, Int, ObjectType } from 'type-graphql';
import { BackfillStateEnum } from '../enums.ts';
import { PageInfoType } from '../scalars.ts';

@ObjectType('Backfill', { description: 'A past period that is fetched again, without duplicates.' })
export class BackfillType {
  @Field(() => ID) id!: string;
  @Field(() => GraphQLISODateTime, { description: 'Orders placed from here …' }) startsAt!: Date;
  @Field(() => GraphQLISODateTime, { description: '… to here (excluded).' }) endsAt!: Date;
  @Field(() => BackfillStateEnum) state!: BackfillState;
  @Field(() => Int, { description: 'Orders that the channel has given so far.' }) seen!: number;
  @Field(() => Int, { description: 'Of these, the ones that were not stored here.' }) imported!: number;
  @Field(() => Int, { description: 'Of these, the ones that were stored and different.' }) changed!: number;
  @Field(() => String, { nullable: true, description: 'Why the last page did not come; it is asked for again.' })
  lastError?: string | null;
  @Field(() => GraphQLISODateTime) createdAt!: Date;
  @Field(() => GraphQLISODateTime, { nullable: true }) finishedAt?: Date | null;
}

@ObjectType('BackfillEdge')
export class BackfillEdgeType {
  @Field(() => String) cursor!: string;
  @Field(() => BackfillType) node!: BackfillType;
}

@ObjectType('BackfillConnection', { description: 'Backfills, newest first.' })
export class BackfillConnectionType {
  @Field(() => Int) totalCount!: number;
  @Field(() => [BackfillEdgeType]) edges!: BackfillEdgeType[];
  @Field(() => PageInfoType) pageInfo!: PageInfoType;
}

@ObjectType('BackfillPreview', { description: 'What a backfill would mean; nothing is changed.' })
export class BackfillPreviewType {
  @Field(() => String, { nullable: true, description: 'Why it cannot be started; null when it can.' })
  problem?: string | null;
  @Field(() => Int, { description: 'Orders of that period that are stored here already.' }) known!: number;
}

@InputType({ description: "A period in business days of the company's time zone." })
export class BackfillInput {
  @Field(() => ID) channelId!: string;
  @Field(() => String, { description: 'First day, YYYY-MM-DD.' }) fromDay!: string;
  @Field(() => String, { description: 'Last day, included; today is possible.' }) toDay!: string;
}

@InputType()
export class StopBackfillInput {
  @Field(() => ID) backfillId!: string;
}
