import { Field, ID, InputType, Int } from 'type-graphql';

@InputType()
export class ChannelInput {
  @Field(() => ID) channelId!: string;
}

@InputType({ description: 'Exactly one of the two.' })
export class RhythmInput {
  @Field(() => Int, { nullable: true, description: '60 … 86400' }) everySeconds?: number | null;
  @Field(() => String, { nullable: true, description: "Five fields, in the company's time zone." }) cron?:
    | string
    | null;
}

@InputType()
export class SetChannelRhythmInput extends RhythmInput {
  @Field(() => ID) channelId!: string;
}
