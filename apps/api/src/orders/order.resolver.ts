import { cancelOrder } from '@kontor/domain/orders/cancel-order';
import { changeAddress } from '@kontor/domain/orders/change-address';
import { changeLines } from '@kontor/domain/orders/change-lines';
import { holdByHand } from '@kontor/domain/orders/hold-by-hand';
import { Order } from '@kontor/domain/orders/order.entity';
import { refundOrder } from '@kontor/domain/orders/refund-order';
import { resumeOrder } from '@kontor/domain/orders/resume-order';
import { splitByHand } from '@kontor/domain/orders/split-by-hand';
import { Arg, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import { GraphQLError } from 'graphql';
import { mayDecide, mayRefund } from '../access.ts';
import type { ApiContext } from '../context.ts';
import { OrderSortEnum } from '../enums.ts';
import { pageSize } from '../pages.ts';
import {
  CancelOrderInput,
  ChangeOrderAddressInput,
  ChangeOrderLinesInput,
  HoldOrderInput,
  OrderFilter,
  RefundOrderInput,
  ResumeOrderInput,
  SplitOrderInput,
  type OrderSort,
} from './orders.inputs.ts';
import { countStations, findOrders, largestIndex, packOrderIds, unpackIds } from './orders.queries.ts';
import { OrderConnectionType, OrderIndexType, OrderType, StationCountType } from './order.type.ts';

const largestWindow = 500;

@Resolver(() => OrderType)
export class OrderResolver {
  @Query(() => [StationCountType])
  stationCounts(@Ctx() { ctx }: ApiContext): Promise<StationCountType[]> {
    return countStations(ctx.em);
  }

  @Query(() => OrderConnectionType, {
    complexity: ({ args, childComplexity }) => 1 + pageSize(args.first) * childComplexity * 0.1,
  })
  orders(
    @Ctx() { ctx }: ApiContext,
    @Arg('first', () => Int, { defaultValue: 50, nullable: true }) first: number | null,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Arg('filter', () => OrderFilter, { nullable: true }) filter: OrderFilter | null,
  ): Promise<unknown> {
    return findOrders(ctx.em, filter, { first, after });
  }

  @Query(() => OrderIndexType, { description: `A snapshot of the list: at most ${largestIndex} orders.` })
  async orderIndex(
    @Ctx() { ctx, follower }: ApiContext,
    @Arg('filter', () => OrderFilter, { nullable: true }) filter: OrderFilter | null,
    @Arg('sort', () => OrderSortEnum, { defaultValue: 'newest' }) sort: OrderSort,
    @Arg('first', () => Int, { nullable: true, description: 'Ids of so many; all of them are counted.' })
    first: number | null,
  ): Promise<OrderIndexType> {
    if (first !== null && first < 1)
      throw new GraphQLError('`first` is at least 1', { extensions: { code: 'BAD_USER_INPUT' } });
    // The position first: what happens between the two reads comes again by the feed, it is never missed.
    const cursor = await follower.head();
    const { count, packed } = await packOrderIds(ctx.em, filter, sort, first);
    return {
      cursor,
      count,
      // only what is asked for is made
      get ids() {
        return unpackIds(packed);
      },
      get packedIds() {
        return packed.toString('base64');
      },
    };
  }

  @Query(() => [OrderType], { complexity: ({ args, childComplexity }) => 1 + args.ids.length * childComplexity * 0.1 })
  async ordersByIds(@Ctx() { loaders }: ApiContext, @Arg('ids', () => [ID]) ids: string[]): Promise<unknown> {
    if (ids.length > largestWindow)
      throw new GraphQLError(`at most ${largestWindow} ids at once`, { extensions: { code: 'BAD_USER_INPUT' } });
    return (await Promise.all(ids.map((id) => loaders.order.load(id)))).filter(Boolean);
  }

  @Query(() => OrderType, { nullable: true })
  order(
    @Ctx() { ctx, loaders }: ApiContext,
    @Arg('id', () => ID, { nullable: true }) id: string | null,
    @Arg('number', () => String, { nullable: true }) number: string | null,
  ): Promise<unknown> {
    if (id) return loaders.order.load(id);
    if (number) return ctx.em.findOne(Order, { number });
    throw new GraphQLError('give `id` or `number`', { extensions: { code: 'BAD_USER_INPUT' } });
  }

  @Mutation(() => OrderType, {
    description: 'Back to automation: approves the open holds and goes on where the order stopped.',
  })
  resumeOrder(
    @Ctx() { ctx, caller }: ApiContext,
    @Arg('input', () => ResumeOrderInput) input: ResumeOrderInput,
  ): Promise<unknown> {
    mayDecide(caller);
    return resumeOrder(ctx, input);
  }

  @Mutation(() => OrderType, {
    description:
      'Changes what a held order contains: sold units at the price they were sold for, added ones by the list.',
  })
  changeOrderLines(
    @Ctx() { ctx, caller }: ApiContext,
    @Arg('input', () => ChangeOrderLinesInput) input: ChangeOrderLinesInput,
  ): Promise<unknown> {
    mayDecide(caller);
    return changeLines(ctx, input);
  }

  @Mutation(() => OrderType, { description: 'Sets where a held order goes to; the address of the channel is kept.' })
  changeOrderAddress(
    @Ctx() { ctx, caller }: ApiContext,
    @Arg('input', () => ChangeOrderAddressInput) input: ChangeOrderAddressInput,
  ): Promise<unknown> {
    mayDecide(caller);
    return changeAddress(ctx, input);
  }

  @Mutation(() => OrderType, {
    description: 'Lets a held order leave in several shipments; who ships each is decided when it goes on.',
  })
  splitOrder(
    @Ctx() { ctx, caller }: ApiContext,
    @Arg('input', () => SplitOrderInput) { parts, ...input }: SplitOrderInput,
  ): Promise<unknown> {
    mayDecide(caller);
    return splitByHand(ctx, { ...input, parts: parts.map(({ units }) => units) });
  }

  @Mutation(() => OrderType, { description: 'Takes a running order out of the automatic flow, before its data leave.' })
  holdOrder(
    @Ctx() { ctx, caller }: ApiContext,
    @Arg('input', () => HoldOrderInput) input: HoldOrderInput,
  ): Promise<unknown> {
    mayDecide(caller);
    return holdByHand(ctx, input);
  }

  @Mutation(() => OrderType, { description: 'Cancels an order that no carrier knows of yet; the channel is told.' })
  cancelOrder(
    @Ctx() { ctx, caller }: ApiContext,
    @Arg('input', () => CancelOrderInput) input: CancelOrderInput,
  ): Promise<unknown> {
    mayDecide(caller);
    return cancelOrder(ctx, input);
  }

  @Mutation(() => OrderType, {
    description: 'Gives money back at the channel, from the shipping on; the channel judges it, see the effects.',
  })
  refundOrder(
    @Ctx() { ctx, caller }: ApiContext,
    @Arg('input', () => RefundOrderInput) input: RefundOrderInput,
  ): Promise<unknown> {
    mayRefund(caller);
    return refundOrder(ctx, input);
  }
}
