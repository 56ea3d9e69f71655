import { Field, InputType, Int, ObjectType } from 'type-graphql';

@ObjectType('OfficeDay')
export class OfficeDayType {
  @Field(() => Int, { description: 'ISO weekday, 1 = Monday.' }) weekday!: number;
  @Field(() => String, { description: "'HH:MM' in the company's zone." }) from!: string;
  @Field(() => String) to!: string;
}

@ObjectType('OfficeHours', { description: 'When somebody is there: due times of tickets count in it.' })
export class OfficeHoursType {
  @Field(() => String) timeZone!: string;
  @Field(() => [OfficeDayType], { description: 'Missing weekdays are closed.' }) days!: OfficeDayType[];
  @Field(() => String, { nullable: true, description: "Whose holidays close it: a German state, 'BUND', or nobody's." })
  region?: string | null;
  @Field(() => [String], { description: 'ISO dates.' }) closedDays!: string[];
}

@InputType()
export class OfficeDayInput {
  @Field(() => Int) weekday!: number;
  @Field(() => String) from!: string;
  @Field(() => String) to!: string;
}

@InputType()
export class SaveOfficeHoursInput {
  @Field(() => [OfficeDayInput]) days!: OfficeDayInput[];
  @Field(() => String, { nullable: true }) region!: string | null;
  @Field(() => [String]) closedDays!: string[];
}
