import { Settlement, type SettlementItem } from '@kontor/domain/settlements/settlement.entity';
import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { mayAccount } from '../access.ts';
import { ChannelType } from '../channels/channel.type.ts';
import type { ApiContext } from '../context.ts';
import { newestFirst } from '../newest-first.ts';
import { settlementBookings } from './bookings.queries.ts';
import { itemsInOrder } from './items.queries.ts';
import {
  SettlementBookingConnectionType,
  SettlementConnectionType,
  SettlementItemConnectionType,
  SettlementSumsType,
  SettlementType,
} from './settlement.type.ts';

@Resolver(() => SettlementType)
export class SettlementResolver {
  @Query(() => SettlementConnectionType, {
    description: 'Settlements, newest first; those that came twice are left out.',
  })
  settlements(
    @Ctx() { ctx, caller }: ApiContext,
    @Arg('first', () => Int, { defaultValue: 50, nullable: true }) first: number | null,
    @Arg('after', () => String, { nullable: true }) after: string | null,
  ): Promise<SettlementConnectionType> {
    mayAccount(caller);
    const where = { $or: [{ problem: null }, { problem: { $ne: 'duplicate' } }] };
    return newestFirst(ctx.em, Settlement, 'fetchedAt', where, { first, after });
  }

  @Query(() => SettlementType, { nullable: true })
  settlement(@Ctx() { ctx, caller }: ApiContext, @Arg('id', () => ID) id: string): Promise<SettlementType | null> {
    mayAccount(caller);
    return ctx.em.findOne(Settlement, id);
  }

  @FieldResolver(() => ChannelType, { nullable: true })
  channel(@Root() { channelId }: Settlement, @Ctx() { loaders }: ApiContext): Promise<unknown> {
    return loaders.channel.load(channelId);
  }

  @FieldResolver(() => SettlementSumsType)
  async sums(@Root() { id, currency: code }: Settlement, @Ctx() { loaders }: ApiContext): Promise<SettlementSumsType> {
    const { matched, fees, reserve, open, payoutCents, isBalanced } = await loaders.settlementSums.load(id);
    const currency = code ?? 'EUR';
    const part = ({ count, cents }: typeof matched) => ({ count, amount: { amount: cents, currency } });
    const payout = { amount: payoutCents, currency };
    return { matched: part(matched), fees: part(fees), reserve: part(reserve), open: part(open), payout, isBalanced };
  }

  @FieldResolver(() => SettlementItemConnectionType, { description: 'In the sequence of the file.' })
  items(
    @Root() { id }: Settlement,
    @Ctx() { ctx }: ApiContext,
    @Arg('first', () => Int, { defaultValue: 50, nullable: true }) first: number | null,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Arg('open', () => Boolean, { nullable: true, description: 'Only what is open, or only what is settled.' }) open:
      | boolean
      | null,
  ): Promise<SettlementItemConnectionType> {
    const where = open === null || open === undefined ? {} : { openCents: open ? { $ne: 0 } : 0 };
    return itemsInOrder<SettlementItem>(ctx.em, { settlementId: id, ...where }, { first, after }) as never;
  }

  @FieldResolver(() => SettlementBookingConnectionType, { description: 'Newest first.' })
  bookings(
    @Root() settlement: Settlement,
    @Ctx() { ctx }: ApiContext,
    @Arg('first', () => Int, { defaultValue: 50, nullable: true }) first: number | null,
    @Arg('after', () => String, { nullable: true }) after: string | null,
  ): Promise<SettlementBookingConnectionType> {
    return settlementBookings(ctx.em, settlement, { first, after });
  }
}
