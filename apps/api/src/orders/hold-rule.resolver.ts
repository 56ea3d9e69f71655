import { indispensable } from '@kontor/domain/orders/decide-hold';
import { HoldRule, HoldRuleVersion } from '@kontor/domain/orders/hold-rule.entity';
import { ruledReasons } from '@kontor/domain/orders/ruled-reasons';
import { saveHoldRule } from '@kontor/domain/orders/save-hold-rule';
import { tryHoldRule } from '@kontor/domain/orders/try-hold-rule';
import { Arg, Ctx, FieldResolver, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { mayAdminister, mayDecide } from '../access.ts';
import { ChannelType } from '../channels/channel.type.ts';
import type { ApiContext } from '../context.ts';
import { nameActor } from '../staff/name-actor.ts';
import { HoldRuleType, HoldRuleVersionType, HoldRuleTrialType, SaveHoldRuleInput } from './hold-rule.type.ts';

const week = 7 * 86_400_000;
const shown = 100;
const mostTried = 5_000;

@Resolver(() => HoldRuleType)
export class HoldRuleResolver {
  @Query(() => [HoldRuleType], { description: 'The rules that hold orders, the most urgent first.' })
  holdRules(@Ctx() { ctx }: ApiContext): Promise<unknown> {
    return ctx.em.find(HoldRule, {}, { orderBy: { priority: 'asc', reason: 'asc', id: 'asc' } });
  }

  @Query(() => HoldRuleTrialType, {
    description:
      'Dry run: what a rule would have done with the newest orders, as the channel gave them. Changes nothing.',
    complexity: 100,
  })
  async tryHoldRule(
    @Ctx() { ctx, caller }: ApiContext,
    @Arg('rule', () => SaveHoldRuleInput) rule: SaveHoldRuleInput,
    @Arg('last', () => Int, { defaultValue: 1_200, description: 'Orders to look at, at most 5,000.' }) last: number,
  ): Promise<HoldRuleTrialType> {
    mayDecide(caller);
    const trial = await tryHoldRule(ctx, { rule: plain(rule), last: Math.min(mostTried, Math.max(1, last)) });
    return {
      looked: trial.looked,
      heldCount: trial.held.length,
      letGo: trial.let,
      held: trial.held.slice(0, shown),
    };
  }

  @Mutation(() => HoldRuleType, { description: 'Adds or changes a rule; administrators only. Each state is kept.' })
  saveHoldRule(
    @Ctx() { ctx, caller }: ApiContext,
    @Arg('input', () => SaveHoldRuleInput) input: SaveHoldRuleInput,
  ): Promise<unknown> {
    mayAdminister(caller);
    return saveHoldRule(ctx, plain(input));
  }

  @FieldResolver(() => ChannelType, { nullable: true })
  channel(@Root() rule: HoldRule, @Ctx() { loaders }: ApiContext): Promise<unknown> | null {
    return rule.channelId ? loaders.channel.load(rule.channelId) : null;
  }

  @FieldResolver(() => [String])
  asks(@Root() rule: HoldRule): string[] {
    return ruledReasons[rule.reason] ?? [];
  }

  @FieldResolver(() => Boolean)
  indispensable(@Root() rule: HoldRule): boolean {
    return indispensable.includes(rule.reason);
  }

  @FieldResolver(() => Int)
  async heldLately(@Root() rule: HoldRule, @Ctx() { ctx }: ApiContext): Promise<number> {
    const [row] = (await ctx.em.execute(
      `select count(distinct order_id)::int as n from hold_decision
        where decided_at > ? and held and record @> ?::jsonb`,
      [new Date(ctx.now().getTime() - week), JSON.stringify({ findings: [{ ruleId: rule.id }] })],
    )) as { n: number }[];
    return row!.n;
  }

  @FieldResolver(() => [HoldRuleVersionType])
  async versions(@Root() rule: HoldRule, @Ctx() { ctx, loaders }: ApiContext): Promise<HoldRuleVersionType[]> {
    const versions = await ctx.em.find(
      HoldRuleVersion,
      { ruleId: rule.id },
      { orderBy: { version: 'desc' }, limit: 50 },
    );
    const names = await Promise.all(versions.map(({ by }) => nameActor(by, loaders)));
    return versions.map(({ version, params, priority, active, at }, index) => ({
      version,
      params,
      priority,
      active,
      at,
      by: names[index]!,
    }));
  }
}

/** Inputs are instances with every field; the rule keeps only what was said. */
const plain = (input: SaveHoldRuleInput): SaveHoldRuleInput => ({
  ...input,
  params: Object.fromEntries(Object.entries(input.params).filter(([, value]) => value !== undefined && value !== null)),
});
