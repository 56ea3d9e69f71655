import type { CallLimit } from '@kontor/domain/channels/call-limit.entity';
import type { Channel } from '@kontor/domain/channels/channel.entity';
import { defaultPolicy } from '@kontor/domain/channels/channel-policy';
import { fetchOrders } from '@kontor/domain/channels/channels.jobs';
import { consequencesOf } from '@kontor/domain/channels/policy-consequences';
import { loadCompany } from '@kontor/domain/company/seller';
import { nextTimes } from '@kontor/domain/timers/next-time';
import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { ApiContext } from '../context.ts';
import { PolicyConsequenceEnum } from '../enums.ts';
import { HistoryConnectionType } from '../history.type.ts';
import { pageSize } from '../pages.ts';
import { nameActor } from '../staff/name-actor.ts';
import { ChannelDayConnectionType } from './channel-day.type.ts';
import { ChannelPolicyType } from './channel-policy.type.ts';
import { CallLimitType, ChannelMoneyType, ChannelRhythmType, ChannelType } from './channel.type.ts';
import { findChannelHistory } from './channels.queries.ts';

/** How many of a rhythm's next times are told. */
export const timesShown = 3;

@Resolver(() => ChannelType)
export class ChannelFieldsResolver {
  @FieldResolver(() => [String], { description: 'Where in the account it sells, in the words of the channel.' })
  marketplaces(@Root() channel: Channel, @Ctx() { loaders }: ApiContext): Promise<string[]> {
    return loaders.marketplaces.load(channel.id);
  }

  @FieldResolver(() => ChannelRhythmType, { nullable: true, description: 'Null: no timer is set for it.' })
  async rhythm(
    @Root() { code, paused }: Channel,
    @Ctx() { ctx, loaders }: ApiContext,
  ): Promise<ChannelRhythmType | null> {
    const timer = await loaders.timer.load(`${fetchOrders.name}:${code}`);
    if (!timer) return null;
    const { everySeconds, byStaff, nextAt } = timer;
    const cron = timer.cron ?? null;
    const { timeZone } = await loadCompany(ctx);
    const times = paused ? [] : nextTimes({ everySeconds, cron }, nextAt, timeZone, timesShown);
    return { everySeconds: cron ? null : everySeconds, cron, byStaff, nextTimes: times };
  }

  @FieldResolver(() => [CallLimitType], { description: "The account's limits, as far as they were used." })
  async limits(@Root() { account }: Channel, @Ctx() { ctx, loaders }: ApiContext): Promise<CallLimitType[]> {
    return (await loaders.callLimits.load(account)).map((limit) => showLimit(limit, ctx.now()));
  }

  @FieldResolver(() => [ChannelMoneyType], {
    description: 'What it has still to pay, per currency: the near-time view of its movements of money.',
  })
  money(@Root() { id }: Channel, @Ctx() { loaders }: ApiContext): Promise<ChannelMoneyType[]> {
    return loaders.channelMoney.load(id);
  }

  @FieldResolver(() => ChannelDayConnectionType, {
    description: 'Is every order here that the channel took? By business day, newest first.',
    complexity: ({ args, childComplexity }) => 1 + pageSize(args.first, 7) * childComplexity * 0.1,
  })
  days(
    @Root() { id: channelId }: Channel,
    @Ctx() { loaders }: ApiContext,
    @Arg('first', () => Int, { defaultValue: 7, nullable: true }) first: number | null,
    @Arg('after', () => String, { nullable: true }) after: string | null,
  ): Promise<ChannelDayConnectionType> {
    return loaders.channelDays.load({ channelId, first, after });
  }

  @FieldResolver(() => ChannelPolicyType)
  policy(@Root() { policy }: Channel): ChannelPolicyType {
    return policy;
  }

  @FieldResolver(() => ChannelPolicyType, { description: 'What channels of this kind do unless told otherwise.' })
  defaultPolicy(@Root() { kind }: Channel): ChannelPolicyType {
    return defaultPolicy(kind);
  }

  @FieldResolver(() => [PolicyConsequenceEnum], { description: 'What follows from the policy as it stands.' })
  policyConsequences(@Root() { kind, policy }: Channel): (keyof typeof PolicyConsequenceEnum)[] {
    return consequencesOf(kind, policy);
  }

  @FieldResolver(() => HistoryConnectionType, {
    description: 'What has happened to it, newest first.',
    complexity: ({ args, childComplexity }) => 1 + pageSize(args.first, 20) * childComplexity * 0.1,
  })
  async history(
    @Root() { code }: Channel,
    @Ctx() { ctx, loaders }: ApiContext,
    @Arg('first', () => Int, { defaultValue: 20, nullable: true }) first: number | null,
    @Arg('after', () => String, { nullable: true }) after: string | null,
  ): Promise<HistoryConnectionType> {
    const { edges, ...page } = await findChannelHistory(ctx.em, code, { first, after });
    const actors = await Promise.all(edges.map(({ node }) => nameActor(node.actor, loaders)));
    return {
      ...page,
      edges: edges.map(({ cursor, node: { type, at, data } }, index) => ({
        cursor,
        node: { cursor, type, at, data, actor: actors[index]! },
      })),
    };
  }
}

/** The bucket as it has filled until now. */
function showLimit({ key, ratePerSecond, burst, tokens, filledAt, refused }: CallLimit, now: Date): CallLimitType {
  const seconds = Math.max(0, now.getTime() - filledAt.getTime()) / 1_000;
  return {
    operation: key.slice(key.indexOf('/') + 1),
    ratePerSecond,
    burst,
    tokens: Math.min(burst, tokens + seconds * ratePerSecond),
    refused,
    calledAt: filledAt,
  };
}
