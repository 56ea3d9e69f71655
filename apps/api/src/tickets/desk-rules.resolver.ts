import { AssignmentRule, Checklist, Macro } from '@kontor/domain/tickets/desk-rules.entity';
import { removeAssignment, saveAssignment, saveChecklist, saveMacro } from '@kontor/domain/tickets/save-desk-rules';
import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { mayAdminister } from '../access.ts';
import { ChannelType } from '../channels/channel.type.ts';
import type { ApiContext } from '../context.ts';
import { StaffMemberType } from '../staff/staff.type.ts';
import {
  AssignmentRuleType,
  ChecklistType,
  MacroType,
  SaveAssignmentRuleInput,
  SaveChecklistInput,
  SaveMacroInput,
} from './desk-rules.type.ts';

@Resolver(() => AssignmentRuleType)
export class DeskRulesResolver {
  @Query(() => [AssignmentRuleType], { description: 'In the sequence in which they are looked at.' })
  assignmentRules(@Ctx() { ctx }: ApiContext): Promise<unknown> {
    return ctx.em.find(AssignmentRule, {}, { orderBy: { position: 'asc', id: 'asc' } });
  }

  @Query(() => [MacroType])
  macros(@Ctx() { ctx }: ApiContext): Promise<unknown> {
    return ctx.em.find(Macro, {}, { orderBy: { name: 'asc', id: 'asc' } });
  }

  @Query(() => [ChecklistType])
  checklists(@Ctx() { ctx }: ApiContext): Promise<unknown> {
    return ctx.em.find(Checklist, {}, { orderBy: { reason: 'asc' } });
  }

  @Mutation(() => AssignmentRuleType, { description: 'Administrators only.' })
  saveAssignmentRule(
    @Ctx() { ctx, caller }: ApiContext,
    @Arg('input', () => SaveAssignmentRuleInput) input: SaveAssignmentRuleInput,
  ): Promise<unknown> {
    mayAdminister(caller);
    return saveAssignment(ctx, { ...input });
  }

  @Mutation(() => AssignmentRuleType, { description: 'Administrators only.' })
  removeAssignmentRule(@Ctx() { ctx, caller }: ApiContext, @Arg('id', () => ID) id: string): Promise<unknown> {
    mayAdminister(caller);
    return removeAssignment(ctx, { id });
  }

  @Mutation(() => MacroType, { description: 'Administrators only.' })
  saveMacro(
    @Ctx() { ctx, caller }: ApiContext,
    @Arg('input', () => SaveMacroInput) input: SaveMacroInput,
  ): Promise<unknown> {
    mayAdminister(caller);
    return saveMacro(ctx, { ...input });
  }

  @Mutation(() => ChecklistType, { description: 'Administrators only.' })
  saveChecklist(
    @Ctx() { ctx, caller }: ApiContext,
    @Arg('input', () => SaveChecklistInput) input: SaveChecklistInput,
  ): Promise<unknown> {
    mayAdminister(caller);
    return saveChecklist(ctx, { ...input, items: input.items.map((item) => ({ ...item })) });
  }

  @FieldResolver(() => ChannelType, { nullable: true })
  channel(@Root() rule: AssignmentRule, @Ctx() { loaders }: ApiContext): Promise<unknown> | null {
    return rule.channelId ? loaders.channel.load(rule.channelId) : null;
  }

  @FieldResolver(() => StaffMemberType, { nullable: true })
  assignee(@Root() rule: AssignmentRule, @Ctx() { loaders }: ApiContext): Promise<unknown> | null {
    return rule.assigneeId ? loaders.staff.load(rule.assigneeId) : null;
  }
}
