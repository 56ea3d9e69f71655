import { Field, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';
import { EffectType } from '../effects/effect.type.ts';
import { HealthAreaEnum, HealthStateEnum, JobStateEnum } from '../enums.ts';
import { Json, PageInfoType } from '../scalars.ts';
import type { HealthArea, HealthState } from './judge-health.ts';

@ObjectType('HealthPart', { description: 'One part of the machinery as it stands now.' })
export class HealthPartType {
  @Field(() => HealthAreaEnum) area!: HealthArea;
  @Field(() => String, { description: 'Code, kind or name within the area.' }) key!: string;
  @Field(() => String) name!: string;
  @Field(() => HealthStateEnum) state!: HealthState;
  @Field(() => Int, { description: 'Pieces of work that wait or run.' }) waiting!: number;
  @Field(() => Int, { nullable: true, description: 'How long the oldest has waited.' }) seconds!: number | null;
  @Field(() => Int, { description: 'Given up, and not looked at.' }) failed!: number;
  @Field(() => Int, { description: 'Outcome unknown, or overdue at a carrier.' }) inDoubt!: number;
  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When it last gave a sign of life.' })
  lastAt!: Date | null;
  @Field(() => GraphQLISODateTime, { nullable: true }) nextAt!: Date | null;
  @Field(() => String, { nullable: true, description: 'What the last try failed of.' }) problem!: string | null;
}

@ObjectType('Job', { description: 'A piece of background work that waits, runs or was given up.' })
export class JobType {
  @Field(() => ID) id!: string;
  @Field(() => String, { description: 'shipments.hand-over …' }) name!: string;
  @Field(() => JobStateEnum) state!: keyof typeof JobStateEnum;
  @Field(() => Int, { description: 'Which try this is, or was.' }) attempts!: number;
  @Field(() => Int) attemptsAllowed!: number;
  @Field(() => GraphQLISODateTime) createdAt!: Date;
  @Field(() => GraphQLISODateTime, { nullable: true }) startedAt!: Date | null;
  @Field(() => GraphQLISODateTime, { nullable: true }) endedAt!: Date | null;
  @Field(() => Json, { description: 'What it is about: ids, no personal data.' }) data!: object;
  @Field(() => String, { nullable: true }) error!: string | null;
}

@ObjectType('JobEdge')
class JobEdgeType {
  @Field(() => String) cursor!: string;
  @Field(() => JobType) node!: JobType;
}

@ObjectType('JobConnection')
export class JobConnectionType {
  @Field(() => Int) totalCount!: number;
  @Field(() => [JobEdgeType]) edges!: JobEdgeType[];
  @Field(() => PageInfoType) pageInfo!: PageInfoType;
}

@ObjectType('EffectEdge')
class EffectEdgeType {
  @Field(() => String) cursor!: string;
  @Field(() => EffectType) node!: EffectType;
}

@ObjectType('EffectConnection')
export class EffectConnectionType {
  @Field(() => Int) totalCount!: number;
  @Field(() => [EffectEdgeType]) edges!: EffectEdgeType[];
  @Field(() => PageInfoType) pageInfo!: PageInfoType;
}
