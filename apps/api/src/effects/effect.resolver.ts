import { retryEffect } from '@kontor/domain/effects/retry-effect';
import type { Effect } from '@kontor/domain/effects/effect.entity';
import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { mayDecide } from '../access.ts';
import type { ApiContext } from '../context.ts';
import { OrderType } from '../orders/order.type.ts';
import { EffectType, RetryEffectInput } from './effect.type.ts';

@Resolver(() => EffectType)
export class EffectResolver {
  @Mutation(() => EffectType)
  retryEffect(
    @Ctx() { ctx, caller }: ApiContext,
    @Arg('input', () => RetryEffectInput) input: RetryEffectInput,
  ): Promise<EffectType> {
    mayDecide(caller);
    return retryEffect(ctx, input);
  }

  @FieldResolver(() => OrderType, { nullable: true })
  order(@Root() { orderId }: Effect, @Ctx() { loaders }: ApiContext): Promise<unknown> | null {
    return orderId ? loaders.order.load(orderId) : null;
  }
}
