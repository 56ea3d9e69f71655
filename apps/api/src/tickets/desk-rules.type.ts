import type { MacroAction } from '@kontor/domain/tickets/desk-rules.entity';
import type { TicketKind } from '@kontor/domain/tickets/ticket.entity';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { ChannelType } from '../channels/channel.type.ts';
import { MacroActionEnum, RoleEnum } from '../enums.ts';
import { StaffMemberType } from '../staff/staff.type.ts';

@ObjectType('AssignmentRule', { description: 'Who gets which tickets; the first that fits counts.' })
export class AssignmentRuleType {
  @Field(() => ID) id!: string;
  @Field(() => Int) position!: number;
  @Field(() => String, { nullable: true }) kind?: string | null;
  @Field(() => String, { nullable: true }) reason?: string | null;
  @Field(() => ChannelType, { nullable: true }) channel?: unknown;
  @Field(() => RoleEnum, { nullable: true }) team?: keyof typeof RoleEnum | null;
  @Field(() => StaffMemberType, { nullable: true }) assignee?: unknown;
  @Field(() => Int, { nullable: true, description: '1 urgent … 4 low; null: what the cause says.' })
  ticketPriority?: number | null;
  @Field(() => Int, { nullable: true, description: 'Office minutes until it is due.' }) dueMinutes?: number | null;
  @Field(() => Boolean) active!: boolean;
  @Field(() => Int) rev!: number;
}

@InputType()
export class SaveAssignmentRuleInput {
  @Field(() => ID, { nullable: true }) id?: string | null;
  @Field(() => Int, { nullable: true }) expectedRev?: number | null;
  @Field(() => Int) position!: number;
  @Field(() => String, { nullable: true }) kind!: TicketKind | null;
  @Field(() => String, { nullable: true }) reason!: string | null;
  @Field(() => ID, { nullable: true }) channelId!: string | null;
  @Field(() => RoleEnum, { nullable: true }) team!: keyof typeof RoleEnum | null;
  @Field(() => ID, { nullable: true }) assigneeId!: string | null;
  @Field(() => Int, { nullable: true }) ticketPriority!: number | null;
  @Field(() => Int, { nullable: true }) dueMinutes!: number | null;
  @Field(() => Boolean) active!: boolean;
}

@ObjectType('Macro', { description: 'Several steps with one key.' })
export class MacroType {
  @Field(() => ID) id!: string;
  @Field(() => String) name!: string;
  @Field(() => [String], { description: 'For tickets of these reasons; empty: for all.' }) reasons!: string[];
  @Field(() => String, { nullable: true }) note?: string | null;
  @Field(() => String, { nullable: true }) resolution?: string | null;
  @Field(() => MacroActionEnum) action!: MacroAction;
  @Field(() => Boolean) active!: boolean;
  @Field(() => Int) rev!: number;
}

@InputType()
export class SaveMacroInput {
  @Field(() => ID, { nullable: true }) id?: string | null;
  @Field(() => Int, { nullable: true }) expectedRev?: number | null;
  @Field(() => String) name!: string;
  @Field(() => [String]) reasons!: string[];
  @Field(() => String, { nullable: true }) note!: string | null;
  @Field(() => String, { nullable: true }) resolution!: string | null;
  @Field(() => MacroActionEnum) action!: MacroAction;
  @Field(() => Boolean) active!: boolean;
}

@ObjectType('ChecklistItem')
export class ChecklistItemType {
  @Field(() => ID) id!: string;
  @Field(() => String) text!: string;
  @Field(() => Boolean, { description: 'Without it nobody closes the ticket.' }) required!: boolean;
}

@ObjectType('Checklist', { description: 'What is to be looked at for tickets of a reason.' })
export class ChecklistType {
  @Field(() => String) reason!: string;
  @Field(() => [ChecklistItemType]) items!: ChecklistItemType[];
  @Field(() => Int) rev!: number;
}

@InputType()
export class ChecklistItemInput {
  @Field(() => ID, { description: 'Empty: a new one.' }) id!: string;
  @Field(() => String) text!: string;
  @Field(() => Boolean) required!: boolean;
}

@InputType()
export class SaveChecklistInput {
  @Field(() => String) reason!: string;
  @Field(() => Int, { nullable: true }) expectedRev?: number | null;
  @Field(() => [ChecklistItemInput]) items!: ChecklistItemInput[];
}
