import { Staff } from '@kontor/domain/staff/staff.entity';
import { Ticket } from '@kontor/domain/tickets/ticket.entity';
import { GraphQLError } from 'graphql';
import { Arg, Ctx, ID, Int, Query, Resolver } from 'type-graphql';
import type { ApiContext } from '../context.ts';
import { TicketOrderEnum } from '../enums.ts';
import { newestFirst } from '../newest-first.ts';
import { pageSize } from '../pages.ts';
import { StaffMemberType } from '../staff/staff.type.ts';
import { TicketFilter } from './tickets.inputs.ts';
import { toWhere, urgentFirst } from './tickets.queries.ts';
import { TicketConnectionType, TicketType } from './ticket.type.ts';

@Resolver(() => TicketType)
export class TicketResolver {
  @Query(() => TicketConnectionType, {
    complexity: ({ args, childComplexity }) => 1 + pageSize(args.first) * childComplexity * 0.1,
  })
  tickets(
    @Ctx() { ctx, caller }: ApiContext,
    @Arg('first', () => Int, { defaultValue: 50, nullable: true }) first: number | null,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Arg('filter', () => TicketFilter, { nullable: true }) filter: TicketFilter | null,
    @Arg('order', () => TicketOrderEnum, { defaultValue: 'newest', nullable: true })
    order: keyof typeof TicketOrderEnum | null,
  ): Promise<unknown> {
    const where = toWhere(filter, caller, ctx.now());
    return order === 'urgent'
      ? urgentFirst(ctx.em, where, { first, after })
      : newestFirst(ctx.em, Ticket, 'createdAt', where, { first, after });
  }

  @Query(() => TicketType, { nullable: true })
  ticket(
    @Ctx() { ctx }: ApiContext,
    @Arg('id', () => ID, { nullable: true }) id: string | null,
    @Arg('number', () => String, { nullable: true }) number: string | null,
  ): Promise<unknown> {
    if (!id && !number) throw new GraphQLError('give `id` or `number`', { extensions: { code: 'BAD_USER_INPUT' } });
    return ctx.em.findOne(Ticket, id ? { id } : { number: number! });
  }

  @Query(() => [StaffMemberType], { description: 'Everybody to whom a ticket can be given.' })
  assignees(@Ctx() { ctx }: ApiContext): Promise<unknown> {
    return ctx.em.find(Staff, { active: true, role: { $ne: 'reader' } }, { orderBy: { name: 'asc', id: 'asc' } });
  }
}
