import { retryEffect } from '@kontor/domain/effects/retry-effect';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { mayDecide } from '../access.ts';
import type { ApiContext } from '../context.ts';
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
}
