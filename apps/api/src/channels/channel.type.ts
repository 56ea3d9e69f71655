import { Field, Float, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';
import { MoneyType } from '../scalars.ts';

@ObjectType('Channel', { description: 'One account at a marketplace or shop. Credentials are never shown.' })
export class ChannelType {
  @Field(() => ID) id!: string;
  @Field(() => String) code!: string;
  @Field(() => String, { description: 'Which connector: amazon …' }) kind!: string;
  @Field(() => String, {
    description: 'The account; its limits and settlements are shared by all channels that use it.',
  })
  account!: string;
  @Field(() => String) name!: string;
  @Field(() => String) country!: string;
  @Field(() => String) currency!: string;
  @Field(() => Boolean, { description: 'Nothing is fetched until it is continued.' }) paused!: boolean;
  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When it was last fetched without an error.' })
  lastFetchedAt?: Date | null;
  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When the channel last signalled a change.' })
  signalledAt?: Date | null;
  @Field(() => String, { nullable: true, description: 'Why the last try failed; null when it did not.' })
  lastError?: string | null;
  @Field(() => String, { nullable: true, description: 'The job that failed: channels.fetch-orders …' })
  lastErrorOf?: string | null;
  @Field(() => GraphQLISODateTime, { nullable: true, description: 'Every change up to here is stored.' })
  cursor?: Date | null;
  @Field(() => GraphQLISODateTime, { nullable: true, description: 'Every movement of money up to here is stored.' })
  movementCursor?: Date | null;
  @Field(() => Boolean, { description: 'An administrator set the policy; a setup leaves it alone.' })
  policyByStaff!: boolean;
}

@ObjectType('ChannelRhythm', {
  description: 'When a channel is asked for orders; either an interval or a cron expression.',
})
export class ChannelRhythmType {
  @Field(() => Int, { nullable: true, description: 'Interval; null when a cron expression counts.' })
  everySeconds?: number | null;
  @Field(() => String, { nullable: true, description: "Five fields, in the company's time zone." }) cron?:
    | string
    | null;
  @Field(() => Boolean, { description: 'Set by staff; a setup leaves it alone.' }) byStaff!: boolean;
  @Field(() => [GraphQLISODateTime], { description: 'The next three times; none while paused.' }) nextTimes!: Date[];
}

@ObjectType('RhythmPreview', { description: 'What a rhythm would mean; nothing is changed.' })
export class RhythmPreviewType {
  @Field(() => String, { nullable: true, description: 'Why it cannot be set; null when it can.' }) problem?:
    | string
    | null;
  @Field(() => [GraphQLISODateTime], { description: 'Its next three times, counted from now.' }) nextTimes!: Date[];
}

@ObjectType('CallLimit', {
  description: 'How often an operation of the account may be called; counted for all workers.',
})
export class CallLimitType {
  @Field(() => String) operation!: string;
  @Field(() => Float, { description: 'As the channel told last.' }) ratePerSecond!: number;
  @Field(() => Int, { description: 'Calls that may be made at once.' }) burst!: number;
  @Field(() => Float, { description: 'Calls left now; below zero that many wait.' }) tokens!: number;
  @Field(() => Int, { description: 'How often the channel refused a call all the same.' }) refused!: number;
  @Field(() => GraphQLISODateTime, { description: 'When it was last called.' }) calledAt!: Date;
}

@ObjectType('ChannelMoney', {
  description: 'What the account has to pay and no settlement has paid yet, as the channel shows it now.',
})
export class ChannelMoneyType {
  @Field(() => MoneyType, { description: 'Held back by the channel, as a rule until the delivery.' })
  deferred!: MoneyType;
  @Field(() => MoneyType, {
    description: 'Free to be paid out with the next settlement; refunds and fees count against it.',
  })
  released!: MoneyType;
  @Field(() => Int, { description: 'Movements that make it up.' }) movements!: number;
  @Field(() => GraphQLISODateTime, { description: 'When the oldest of them was posted.' }) since!: Date;
}
