import type { CustomerMail } from '@kontor/domain/mails/customer-mail.entity';
import type { Ticket } from '@kontor/domain/tickets/ticket.entity';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { ApiContext } from '../context.ts';
import { OrderType } from '../orders/order.type.ts';
import { CustomerMailType } from './customer-mail.type.ts';
import { TicketType } from './ticket.type.ts';

@Resolver(() => TicketType)
export class CustomerMailResolver {
  @FieldResolver(() => [CustomerMailType], {
    description: 'What the customer wrote about this matter or its order, oldest first.',
  })
  async customerMails(@Root() ticket: Ticket, @Ctx() { loaders }: ApiContext): Promise<CustomerMail[]> {
    const merged = await loaders.mergedTickets.load(ticket.id);
    const lists = await Promise.all([
      ...[ticket, ...merged].map(({ id }) => loaders.ticketMails.load(id)),
      ticket.orderId ? loaders.orderMails.load(ticket.orderId) : [],
    ]);
    const mails = new Map(lists.flat().map((mail) => [mail.id, mail]));
    return [...mails.values()].toSorted((a, b) => a.receivedAt.getTime() - b.receivedAt.getTime());
  }

  @FieldResolver(() => [OrderType], { description: 'Orders an unmatched mail may be about.' })
  async mayBelongTo(@Root() ticket: Ticket, @Ctx() { loaders }: ApiContext): Promise<unknown[]> {
    const mails = await loaders.ticketMails.load(ticket.id);
    const ids = new Set(mails.flatMap((mail) => mail.mayBelongTo));
    return (await Promise.all([...ids].map((id) => loaders.order.load(id)))).filter((order) => order !== null);
  }
}
