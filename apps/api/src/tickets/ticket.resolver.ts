import { closeTicket } from '@kontor/domain/tickets/close-ticket';
import { Ticket } from '@kontor/domain/tickets/ticket.entity';
import { GraphQLError } from 'graphql';
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { mayDecide } from '../access.ts';
import type { ApiContext } from '../context.ts';
import { newestFirst } from '../newest-first.ts';
import { OrderType } from '../orders/order.type.ts';
import { CloseTicketInput, TicketConnectionType, TicketFilter, TicketType } from './ticket.type.ts';

@Resolver(() => TicketType)
export class TicketResolver {
  @Query(() => TicketConnectionType)
  tickets(
    @Ctx() { ctx }: ApiContext,
    @Arg('first', () => Int, { defaultValue: 50, nullable: true }) first: number | null,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Arg('filter', () => TicketFilter, { nullable: true }) filter: TicketFilter | null,
  ): Promise<TicketConnectionType> {
    return newestFirst(ctx.em, Ticket, 'createdAt', toWhere(filter), { first, after });
  }

  @Query(() => TicketType, { nullable: true })
  ticket(
    @Ctx() { ctx }: ApiContext,
    @Arg('id', () => ID, { nullable: true }) id: string | null,
    @Arg('number', () => String, { nullable: true }) number: string | null,
  ): Promise<TicketType | null> {
    if (!id && !number) throw new GraphQLError('give `id` or `number`', { extensions: { code: 'BAD_USER_INPUT' } });
    return ctx.em.findOne(Ticket, id ? { id } : { number: number! });
  }

  @Mutation(() => TicketType)
  closeTicket(
    @Ctx() { ctx, caller }: ApiContext,
    @Arg('input', () => CloseTicketInput) input: CloseTicketInput,
  ): Promise<TicketType> {
    mayDecide(caller);
    return closeTicket(ctx, input);
  }

  @FieldResolver(() => OrderType, { nullable: true })
  order(@Root() ticket: Ticket, @Ctx() { loaders }: ApiContext): Promise<unknown> | null {
    return ticket.orderId ? loaders.order.load(ticket.orderId) : null;
  }
}

function toWhere(filter: TicketFilter | null): object {
  const text = filter?.search?.trim().replace(/[\\%_]/g, '\\$&');
  return {
    ...(filter?.status ? { status: filter.status } : {}),
    ...(filter?.kind ? { kind: filter.kind } : {}),
    ...(text
      ? {
          $or: [
            { number: { $ilike: `${text}%` } },
            { shipmentNumber: { $ilike: `${text}%` } },
            { reason: { $ilike: `%${text}%` } },
          ],
        }
      : {}),
  };
}
