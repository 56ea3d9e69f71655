import { Backfill } from '@kontor/domain/channels/backfill.entity';
import { backfillPeriod } from '@kontor/domain/channels/backfill-period';
import { startBackfill, stopBackfill } from '@kontor/domain/channels/start-backfill';
import { loadCompany } from '@kontor/domain/company/seller';
import { Order } from '@kontor/domain/orders/order.entity';
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { mayDecide } from '../access.ts';
import type { ApiContext } from '../context.ts';
import { problemOf } from '../errors.ts';
import { newestFirst } from '../newest-first.ts';
import { nameActor } from '../staff/name-actor.ts';
import {
  BackfillConnectionType,
  BackfillInput,
  BackfillPreviewType,
  BackfillType,
  StopBackfillInput,
} from './backfill.type.ts';

@Resolver(() => BackfillType)
export class BackfillResolver {
  @Query(() => BackfillConnectionType, { description: 'The backfills of a channel.' })
  backfills(
    @Ctx() { ctx }: ApiContext,
    @Arg('channelId', () => ID) channelId: string,
    @Arg('first', () => Int, { defaultValue: 10, nullable: true }) first: number | null,
    @Arg('after', () => String, { nullable: true }) after: string | null,
  ): Promise<BackfillConnectionType> {
    return newestFirst(ctx.em, Backfill, 'createdAt', { channelId }, { first, after });
  }

  @Query(() => BackfillPreviewType, { description: 'What a backfill would bring.' })
  async backfillPreview(
    @Ctx() { ctx }: ApiContext,
    @Arg('input', () => BackfillInput) { channelId, fromDay, toDay }: BackfillInput,
  ): Promise<BackfillPreviewType> {
    const { timeZone } = await loadCompany(ctx);
    return problemOf(
      async () => {
        const { from, to } = backfillPeriod(fromDay, toDay, timeZone, ctx.now());
        return { known: await ctx.em.count(Order, { channelId, placedAt: { $gte: from, $lt: to } }) };
      },
      { known: 0 },
    );
  }

  @Mutation(() => BackfillType, {
    description: 'Fetches the orders placed in a past period again, without duplicates.',
  })
  async startBackfill(
    @Ctx() { ctx, caller }: ApiContext,
    @Arg('input', () => BackfillInput) { channelId, fromDay, toDay }: BackfillInput,
  ): Promise<Backfill> {
    mayDecide(caller);
    const { timeZone } = await loadCompany(ctx);
    return startBackfill(ctx, { channelId, ...backfillPeriod(fromDay, toDay, timeZone, ctx.now()) });
  }

  @Mutation(() => BackfillType, { description: 'Ends a backfill where it stands; what it brought stays.' })
  stopBackfill(
    @Ctx() { ctx, caller }: ApiContext,
    @Arg('input', () => StopBackfillInput) input: StopBackfillInput,
  ): Promise<Backfill> {
    mayDecide(caller);
    return stopBackfill(ctx, input);
  }

  @FieldResolver(() => String, { description: 'Who asked for it.' })
  requestedBy(@Root() backfill: Backfill, @Ctx() { loaders }: ApiContext): Promise<string> {
    return nameActor(backfill.requestedBy, loaders);
  }
}
