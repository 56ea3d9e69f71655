import { Order } from '@kontor/domain/orders/order.entity';
import { Ticket } from '@kontor/domain/tickets/ticket.entity';
import type { FollowedEvent } from '@kontor/platform/follow-history';
import { Arg, Field, ObjectType, Resolver, Root, Subscription } from 'type-graphql';
import type { ApiContext } from './context.ts';
import { OrderType } from './orders/order.type.ts';
import { TicketType } from './tickets/ticket.type.ts';

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

interface Args {
  since?: string | null;
}

/** Each event with the thing it is about as it stands now; read anew each time, past the request's identity map. */
async function* changes(
  { follower, ctx }: ApiContext,
  since: string | null | undefined,
  load: (event: FollowedEvent, em: ApiContext['ctx']['em']) => Promise<object | null>,
): AsyncGenerator<object> {
  for await (const event of follower.follow(since ?? null)) {
    const thing = await load(event, ctx.em.fork() as ApiContext['ctx']['em']);
    if (thing) yield { cursor: event.cursor, type: event.type, ...thing };
  }
}

@Resolver()
export class LiveResolver {
  @Subscription(() => OrderChangeType, {
    description:
      'Every change of an order, once, in commit order; `since` = a cursor, else from now. Error RESUME_GAP: reload.',
    subscribe: ({ args, context }) =>
      changes(context as ApiContext, (args as Args).since, async ({ orderId }, em) => {
        const order = orderId ? await em.findOne(Order, orderId) : null;
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
      changes(context as ApiContext, (args as Args).since, async ({ ticketId }, em) => {
        const ticket = ticketId ? await em.findOne(Ticket, ticketId) : null;
        return ticket && { ticket };
      }),
  })
  ticketChanges(
    @Root() change: TicketChangeType,
    @Arg('since', () => String, { nullable: true }) _since?: string,
  ): TicketChangeType {
    return change;
  }
}
