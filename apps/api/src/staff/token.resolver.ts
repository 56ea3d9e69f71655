import { ApiToken } from '@kontor/domain/staff/api-token.entity';
import { createToken, revokeToken } from '@kontor/domain/staff/manage-tokens';
import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { mayAdminister } from '../access.ts';
import type { ApiContext } from '../context.ts';
import { nameActor } from './name-actor.ts';
import { ApiTokenType, NewApiTokenInput, NewApiTokenType } from './token.type.ts';

@Resolver(() => ApiTokenType)
export class TokenResolver {
  @Query(() => [ApiTokenType], { description: 'Newest first, revoked and expired ones included.' })
  apiTokens(@Ctx() { ctx, caller }: ApiContext): Promise<ApiTokenType[]> {
    mayAdminister(caller);
    return ctx.em.find(ApiToken, {}, { orderBy: { createdAt: 'desc' }, limit: 200 });
  }

  @Mutation(() => NewApiTokenType, { description: 'The key is in this answer alone.' })
  createApiToken(
    @Ctx() { ctx, caller }: ApiContext,
    @Arg('input', () => NewApiTokenInput) { expiresAt = null, ...input }: NewApiTokenInput,
  ): Promise<NewApiTokenType> {
    mayAdminister(caller);
    return createToken(ctx, { ...input, expiresAt });
  }

  @Mutation(() => ApiTokenType, { description: 'The key opens nothing any more, at once.' })
  revokeApiToken(@Ctx() { ctx, caller }: ApiContext, @Arg('id', () => ID) id: string): Promise<ApiTokenType> {
    mayAdminister(caller);
    return revokeToken(ctx, id);
  }

  @FieldResolver(() => String)
  createdBy(@Root() { createdBy }: ApiToken, @Ctx() { loaders }: ApiContext): Promise<string> {
    return nameActor(createdBy, loaders);
  }
}
