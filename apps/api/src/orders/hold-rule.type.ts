import type { HoldReason } from '@kontor/domain/orders/stations';
import { Field, GraphQLISODateTime, ID, InputType, Int, ObjectType } from 'type-graphql';
import { ChannelType } from '../channels/channel.type.ts';
import { Json } from '../scalars.ts';

@ObjectType('HoldFinding', { description: 'A reason that applied: by which rule in which version, with what numbers.' })
export class HoldFindingType {
  @Field(() => String) reason!: string;
  @Field(() => ID, { nullable: true }) ruleId?: string | null;
  @Field(() => Int, { nullable: true }) version?: number | null;
  @Field(() => Int) priority!: number;
  @Field(() => Json) numbers!: unknown;
  @Field(() => Boolean, { description: 'A person has let it pass.' }) approved!: boolean;
}

@ObjectType('HoldDecision', { description: 'What the hold rules said of an order.' })
export class HoldDecisionType {
  @Field(() => ID) id!: string;
  @Field(() => GraphQLISODateTime) decidedAt!: Date;
  @Field(() => Boolean) held!: boolean;
  @Field(() => [HoldFindingType]) findings!: HoldFindingType[];
}

@ObjectType('HoldParams', { description: 'What a rule is told; each reads its own.' })
export class HoldParamsType {
  @Field(() => [String], { nullable: true }) words?: string[] | null;
  @Field(() => [String], { nullable: true }) countries?: string[] | null;
  @Field(() => Int, { nullable: true }) percent?: number | null;
  @Field(() => Int, { nullable: true }) limitCents?: number | null;
  @Field(() => Int, { nullable: true }) withinMinutes?: number | null;
}

@ObjectType('HoldRuleVersion', { description: 'How a rule once stood.' })
export class HoldRuleVersionType {
  @Field(() => Int) version!: number;
  @Field(() => HoldParamsType) params!: HoldParamsType;
  @Field(() => Int) priority!: number;
  @Field(() => Boolean) active!: boolean;
  @Field(() => GraphQLISODateTime) at!: Date;
  @Field(() => String) by!: string;
}

@ObjectType('HoldRule', { description: 'What must not run by itself, as the merchant wants it.' })
export class HoldRuleType {
  @Field(() => ID) id!: string;
  @Field(() => String) reason!: string;
  @Field(() => ChannelType, { nullable: true, description: 'Null: every channel without a rule of its own.' })
  channel?: unknown;
  @Field(() => HoldParamsType) params!: HoldParamsType;
  @Field(() => [String], { description: 'Which params this rule reads.' }) asks!: string[];
  @Field(() => Int, { description: '1 urgent … 4 low.' }) priority!: number;
  @Field(() => Boolean) active!: boolean;
  @Field(() => Boolean, { description: 'Without what it asks for an order cannot run: it is never off.' })
  indispensable!: boolean;
  @Field(() => Int) version!: number;
  @Field(() => GraphQLISODateTime) updatedAt!: Date;
  @Field(() => Int, { description: 'Orders it has held in the last seven days.' }) heldLately!: number;
  @Field(() => [HoldRuleVersionType], { description: 'Newest first.' }) versions!: HoldRuleVersionType[];
}

@InputType()
export class HoldParamsInput {
  @Field(() => [String], { nullable: true }) words?: string[];
  @Field(() => [String], { nullable: true }) countries?: string[];
  @Field(() => Int, { nullable: true }) percent?: number;
  @Field(() => Int, { nullable: true }) limitCents?: number;
  @Field(() => Int, { nullable: true }) withinMinutes?: number;
}

@InputType()
export class SaveHoldRuleInput {
  @Field(() => ID, { nullable: true, description: 'Null: a new rule.' }) ruleId?: string | null;
  @Field(() => Int, { nullable: true }) expectedVersion?: number | null;
  @Field(() => String) reason!: HoldReason;
  @Field(() => ID, { nullable: true }) channelId?: string | null;
  @Field(() => HoldParamsInput) params!: HoldParamsInput;
  @Field(() => Int) priority!: number;
  @Field(() => Boolean) active!: boolean;
}

@ObjectType('TriedOrder', { description: 'An order that a rule on trial would have held.' })
export class TriedOrderType {
  @Field(() => ID) orderId!: string;
  @Field(() => String) order!: string;
  @Field(() => GraphQLISODateTime) placedAt!: Date;
  @Field(() => Json) numbers!: unknown;
  @Field(() => Boolean, { description: 'The rule as it stands now would hold it too.' }) alsoNow!: boolean;
}

@ObjectType('HoldRuleTrial', { description: 'What a rule would have done with past orders.' })
export class HoldRuleTrialType {
  @Field(() => Int, { description: 'Orders that were looked at.' }) looked!: number;
  @Field(() => Int) heldCount!: number;
  @Field(() => Int, { description: 'Orders that the present rule holds and this one would let go.' }) letGo!: number;
  @Field(() => [TriedOrderType], { description: 'The newest hundred of those it would have held.' })
  held!: TriedOrderType[];
}
