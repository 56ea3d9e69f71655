import type { Fact } from '@kontor/domain/history/fact';
import { Arg, Field, ObjectType, Resolver, Root, Subscription } from 'type-graphql';
import { ChannelType } from './channels/channel.type.ts';
import type { ApiContext } from './context.ts';
import { createLoaders } from './loaders.ts';
import { OrderType } from './orders/order.type.ts';
import { TicketType } from './tickets/ticket.type.ts';
import { untilLeft } from './until-left.ts';

@ObjectType('OrderChange')
export class OrderChangeType {
  @Field(() => String, { description: 'Pass it back as `since` to go on from here.' }) cursor!: string;
  @Field(() => String) type!: string;
  @Field(() => OrderType) order!: unknown;
}

@ObjectType('TicketChange')
export class TicketChangeType {
  @Field(() => String, { description: 'Pass it back as `since` to go on from here.' }) cursor!: string;
  @Field(() => String) type!: string;
  @Field(() => TicketType) ticket!: unknown;
}

@ObjectType('ChannelChange')
export class ChannelChangeType {
  @Field(() => String, { description: 'Pass it back as `since` to go on from here.' }) cursor!: string;
  @Field(() => String) type!: string;
  @Field(() => ChannelType) channel!: unknown;
}

interface Args {
  since?: string | null;
}

export type Load = (event: Fact, loaders: ApiContext['loaders']) => Promise<object | null>;

/** Each event with the thing it is about as it stands now. */
async function* changes(
  context: ApiContext,
  since: string | null | undefined,
  load: Load,
  signal: AbortSignal,
): AsyncGenerator<object, undefined> {
  for await (const { cursor, type, ...event } of context.follower.follow(since ?? null, signal)) {
    forget(context);
    const thing = await load({ cursor, type, ...event }, context.loaders);
    if (thing) yield { cursor, type, ...thing };
  }
}

/** One context serves a subscription for hours: what it has read for one event must not answer for the next. */
function forget(context: ApiContext): void {
  const em = context.ctx.em.fork() as ApiContext['ctx']['em'];
  Object.assign(context, { ctx: { ...context.ctx, em }, loaders: createLoaders(em) });
}

export const subscribe = (
  context: ApiContext,
  since: string | null | undefined,
  load: Load,
): AsyncIterableIterator<object> => untilLeft((signal) => changes(context, since, load, signal));

@Resolver()
export class LiveResolver {
  @Subscription(() => OrderChangeType, {
    description:
      'Every change of an order, once, in commit order; `since` = a cursor, else from now. Error RESUME_GAP: reload.',
    subscribe: ({ args, context }) =>
      subscribe(context as ApiContext, (args as Args).since, async ({ orderId }, loaders) => {
        const order = orderId ? await loaders.order.load(orderId) : null;
        return order && { order };
      }),
  })
  orderChanges(
    @Root() change: OrderChangeType,
    @Arg('since', () => String, { nullable: true }) _since?: string,
  ): OrderChangeType {
    return change;
  }

  @Subscription(() => TicketChangeType, {
    subscribe: ({ args, context }) =>
      subscribe(context as ApiContext, (args as Args).since, async ({ ticketId }, loaders) => {
        const ticket = ticketId ? await loaders.ticket.load(ticketId) : null;
        return ticket && { ticket };
      }),
  })
  ticketChanges(
    @Root() change: TicketChangeType,
    @Arg('since', () => String, { nullable: true }) _since?: string,
  ): TicketChangeType {
    return change;
  }

  @Subscription(() => ChannelChangeType, {
    description:
      'What happens to channels: paused, rhythm, policy, backfills, days compared; `since` as in orderChanges.',
    subscribe: ({ args, context }) =>
      subscribe(context as ApiContext, (args as Args).since, async ({ data: { channel: code } }, loaders) => {
        const channel = typeof code === 'string' ? await loaders.channelByCode.load(code) : null;
        return channel && { channel };
      }),
  })
  channelChanges(
    @Root() change: ChannelChangeType,
    @Arg('since', () => String, { nullable: true }) _since?: string,
  ): ChannelChangeType {
    return change;
  }
}
