import { SettlementRule, type SettlementItem } from '@kontor/domain/settlements/settlement.entity';
import { tryRule } from '@kontor/domain/settlements/learn-rule';
import type { Candidate, Suggestion } from '@kontor/domain/settlements/suggest';
import { searchDocuments, suggestionsFor } from '@kontor/domain/settlements/suggestions.queries';
import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { mayAccount } from '../access.ts';
import type { ApiContext } from '../context.ts';
import { OrderType } from '../orders/order.type.ts';
import { MoneyType } from '../scalars.ts';
import {
  MatchCandidateType,
  MatchSuggestionType,
  SettlementRuleTrialType,
  SettlementItemInput,
  SettlementItemType,
  SettlementRuleType,
} from './settlement.type.ts';

const toCandidate = ({ openCents: amount, currency, ...candidate }: Candidate): MatchCandidateType => ({
  ...candidate,
  open: { amount, currency },
});
const toSuggestion = ({ candidate, ...suggestion }: Suggestion): MatchSuggestionType => ({
  ...suggestion,
  candidate: candidate && toCandidate(candidate),
});

@Resolver(() => SettlementItemType)
export class SettlementItemResolver {
  @Query(() => [MatchSuggestionType], { description: 'What could be done with an open item, best first.' })
  async matchSuggestions(
    @Ctx() { ctx, caller }: ApiContext,
    @Arg('item', () => SettlementItemInput) item: SettlementItemInput,
  ): Promise<MatchSuggestionType[]> {
    mayAccount(caller);
    return (await suggestionsFor(ctx.em, item)).map(toSuggestion);
  }

  @Query(() => [MatchCandidateType], {
    description: 'Open documents whose number, order number or channel order id begins so; at most 10.',
  })
  async matchCandidates(
    @Ctx() { ctx, caller }: ApiContext,
    @Arg('search', () => String) search: string,
  ): Promise<MatchCandidateType[]> {
    mayAccount(caller);
    return (await searchDocuments(ctx.em, search)).map(toCandidate);
  }

  @Query(() => SettlementRuleTrialType, { description: 'Dry run of the rule that would be learned from an item.' })
  trySettlementRule(
    @Ctx() { ctx, caller }: ApiContext,
    @Arg('item', () => SettlementItemInput) item: SettlementItemInput,
  ): Promise<SettlementRuleTrialType> {
    mayAccount(caller);
    return tryRule(ctx, item);
  }

  @Query(() => [SettlementRuleType], { description: 'Rules that are in force.' })
  settlementRules(@Ctx() { ctx, caller }: ApiContext): Promise<SettlementRuleType[]> {
    mayAccount(caller);
    return ctx.em.find(SettlementRule, { active: true }, { orderBy: { createdAt: 'desc' }, limit: 500 });
  }

  @FieldResolver(() => MoneyType)
  async amount(@Root() item: SettlementItem, @Ctx() { loaders }: ApiContext): Promise<MoneyType> {
    return { amount: item.amountCents, currency: await currencyOf(item, loaders) };
  }

  @FieldResolver(() => MoneyType, { description: 'What no booking has explained yet.' })
  async open(@Root() item: SettlementItem, @Ctx() { loaders }: ApiContext): Promise<MoneyType> {
    return { amount: item.openCents, currency: await currencyOf(item, loaders) };
  }

  @FieldResolver(() => OrderType, { nullable: true })
  order(@Root() { orderId }: SettlementItem, @Ctx() { loaders }: ApiContext): Promise<unknown> | null {
    return orderId ? loaders.order.load(orderId) : null;
  }
}

const currencyOf = async ({ settlementId }: SettlementItem, loaders: ApiContext['loaders']): Promise<string> =>
  (await loaders.settlement.load(settlementId))?.currency ?? 'EUR';
