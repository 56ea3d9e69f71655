import { publicEvents } from '@kontor/domain/webhooks/event-types';
import {
  changeEndpoint,
  continueEndpoint,
  createEndpoint,
  pauseEndpoint,
  removeEndpoint,
  replayEndpoint,
  skipMessage,
} from '@kontor/domain/webhooks/manage-endpoints';
import { WebhookDelivery, WebhookEndpoint } from '@kontor/domain/webhooks/webhook.entity';
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { mayAccount } from '../access.ts';
import type { ApiContext } from '../context.ts';
import { newestFirst } from '../newest-first.ts';
import {
  NewWebhookEndpointInput,
  NewWebhookEndpointType,
  WebhookDeliveryConnectionType,
  WebhookEndpointInput,
  WebhookEndpointType,
} from './webhook.type.ts';

@Resolver(() => WebhookEndpointType)
export class WebhookResolver {
  @Query(() => [WebhookEndpointType])
  webhookEndpoints(@Ctx() { ctx, caller }: ApiContext): Promise<WebhookEndpointType[]> {
    mayAccount(caller);
    return ctx.em.find(WebhookEndpoint, { state: { $ne: 'removed' } }, { orderBy: { createdAt: 'asc' }, limit: 200 });
  }

  @Query(() => [String], { description: 'What endpoints can hear.' })
  webhookEventTypes(): string[] {
    return publicEvents;
  }

  @Mutation(() => NewWebhookEndpointType, { description: 'The secret is in this answer alone.' })
  async createWebhookEndpoint(
    @Ctx() { ctx, caller, follower, secrets }: ApiContext,
    @Arg('input', () => NewWebhookEndpointInput) { since, ...input }: NewWebhookEndpointInput,
  ): Promise<NewWebhookEndpointType> {
    mayAccount(caller);
    const cursor = since ?? (await follower.head());
    await follower.page(cursor);
    return createEndpoint(ctx, { ...input, cursor, secrets });
  }

  @Mutation(() => WebhookEndpointType)
  changeWebhookEndpoint(
    @Ctx() { ctx, caller }: ApiContext,
    @Arg('id', () => ID) endpointId: string,
    @Arg('input', () => WebhookEndpointInput) input: WebhookEndpointInput,
  ): Promise<WebhookEndpointType> {
    mayAccount(caller);
    return changeEndpoint(ctx, { endpointId, ...input });
  }

  @Mutation(() => WebhookEndpointType)
  pauseWebhookEndpoint(
    @Ctx() { ctx, caller }: ApiContext,
    @Arg('id', () => ID) id: string,
  ): Promise<WebhookEndpointType> {
    mayAccount(caller);
    return pauseEndpoint(ctx, id);
  }

  @Mutation(() => WebhookEndpointType, {
    description: 'Goes on at once with the message that is next; also after a stop.',
  })
  continueWebhookEndpoint(
    @Ctx() { ctx, caller }: ApiContext,
    @Arg('id', () => ID) id: string,
  ): Promise<WebhookEndpointType> {
    mayAccount(caller);
    return continueEndpoint(ctx, id);
  }

  @Mutation(() => WebhookEndpointType, { description: 'Leaves the message that stopped the endpoint out.' })
  skipWebhookMessage(
    @Ctx() { ctx, caller }: ApiContext,
    @Arg('id', () => ID) id: string,
  ): Promise<WebhookEndpointType> {
    mayAccount(caller);
    return skipMessage(ctx, id);
  }

  @Mutation(() => WebhookEndpointType, {
    description: 'Sends everything after a position again, with the same message ids.',
  })
  replayWebhookEndpoint(
    @Ctx() { ctx, caller }: ApiContext,
    @Arg('id', () => ID) endpointId: string,
    @Arg('since', () => String, { description: 'A cursor; "0:0" = from the beginning.' }) cursor: string,
  ): Promise<WebhookEndpointType> {
    mayAccount(caller);
    return replayEndpoint(ctx, { endpointId, cursor });
  }

  @Mutation(() => WebhookEndpointType)
  removeWebhookEndpoint(
    @Ctx() { ctx, caller }: ApiContext,
    @Arg('id', () => ID) id: string,
  ): Promise<WebhookEndpointType> {
    mayAccount(caller);
    return removeEndpoint(ctx, id);
  }

  @FieldResolver(() => WebhookDeliveryConnectionType, { description: 'Newest first.' })
  deliveries(
    @Root() { id: endpointId }: WebhookEndpoint,
    @Ctx() { ctx }: ApiContext,
    @Arg('first', () => Int, { defaultValue: 50, nullable: true }) first: number | null,
    @Arg('after', () => String, { nullable: true }) after: string | null,
  ): Promise<WebhookDeliveryConnectionType> {
    return newestFirst(ctx.em, WebhookDelivery, 'firstAt', { endpointId }, { first, after });
  }
}
