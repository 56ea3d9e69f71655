import { answerCustomer } from '@kontor/domain/mails/answer-customer';
import { applyMacro } from '@kontor/domain/orders/apply-macro';
import { checkOff } from '@kontor/domain/tickets/check-off';
import { closeTicket } from '@kontor/domain/tickets/close-ticket';
import { createTicket } from '@kontor/domain/tickets/create-ticket';
import { mergeTickets } from '@kontor/domain/tickets/merge-tickets';
import { noteTicket } from '@kontor/domain/tickets/note-ticket';
import { Ticket } from '@kontor/domain/tickets/ticket.entity';
import { handOverTicket, setTicketPriority, snoozeTicket } from '@kontor/domain/tickets/work-on-ticket';
import { GraphQLError } from 'graphql';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { mayDecide, mayWork } from '../access.ts';
import type { ApiContext } from '../context.ts';
import { toNote } from './ticket-fields.resolver.ts';
import * as inputs from './tickets.inputs.ts';
import { TicketNoteType, TicketType } from './ticket.type.ts';

@Resolver(() => TicketType)
export class TicketWorkResolver {
  @Mutation(() => TicketType, { description: 'Gives a ticket to a person or a role; who names himself takes it.' })
  handOverTicket(
    @Ctx() { ctx, caller }: ApiContext,
    @Arg('input', () => inputs.HandOverTicketInput) input: inputs.HandOverTicketInput,
  ): Promise<unknown> {
    mayWork(caller);
    return handOverTicket(ctx, input);
  }

  @Mutation(() => TicketType)
  snoozeTicket(
    @Ctx() { ctx, caller }: ApiContext,
    @Arg('input', () => inputs.SnoozeTicketInput) input: inputs.SnoozeTicketInput,
  ): Promise<unknown> {
    mayWork(caller);
    return snoozeTicket(ctx, input);
  }

  @Mutation(() => TicketType)
  setTicketPriority(
    @Ctx() { ctx, caller }: ApiContext,
    @Arg('input', () => inputs.SetTicketPriorityInput) input: inputs.SetTicketPriorityInput,
  ): Promise<unknown> {
    mayWork(caller);
    if (![1, 2, 3, 4].includes(input.priority))
      throw new GraphQLError('a priority is 1, 2, 3 or 4', { extensions: { code: 'BAD_USER_INPUT' } });
    return setTicketPriority(ctx, input);
  }

  @Mutation(() => TicketNoteType)
  async noteTicket(
    @Ctx() { ctx, caller, loaders }: ApiContext,
    @Arg('input', () => inputs.NoteTicketInput) input: inputs.NoteTicketInput,
  ): Promise<TicketNoteType> {
    mayWork(caller);
    return toNote(await noteTicket(ctx, input), loaders);
  }

  @Mutation(() => TicketNoteType, {
    description: 'Writes to the customer; the mail leaves in the thread of what the customer wrote.',
  })
  async contactCustomer(
    @Ctx() { ctx, caller, loaders }: ApiContext,
    @Arg('input', () => inputs.ContactCustomerInput) input: inputs.ContactCustomerInput,
  ): Promise<TicketNoteType> {
    mayDecide(caller);
    return toNote(await answerCustomer(ctx, input), loaders);
  }

  @Mutation(() => TicketType, { description: 'Lets one ticket go on in another, which is returned.' })
  mergeTickets(
    @Ctx() { ctx, caller }: ApiContext,
    @Arg('input', () => inputs.MergeTicketsInput) input: inputs.MergeTicketsInput,
  ): Promise<unknown> {
    mayWork(caller);
    return mergeTickets(ctx, input);
  }

  @Mutation(() => TicketType)
  checkOffTicket(
    @Ctx() { ctx, caller }: ApiContext,
    @Arg('input', () => inputs.CheckOffTicketInput) input: inputs.CheckOffTicketInput,
  ): Promise<unknown> {
    mayWork(caller);
    return checkOff(ctx, input);
  }

  @Mutation(() => TicketType, { description: 'A note, then what the macro does; under the same checks as by hand.' })
  applyMacro(
    @Ctx() { ctx, caller }: ApiContext,
    @Arg('input', () => inputs.ApplyMacroInput) input: inputs.ApplyMacroInput,
  ): Promise<unknown> {
    mayDecide(caller);
    return applyMacro(ctx, input);
  }

  @Mutation(() => TicketType)
  createTicket(
    @Ctx() { ctx, caller }: ApiContext,
    @Arg('input', () => inputs.CreateTicketInput) input: inputs.CreateTicketInput,
  ): Promise<unknown> {
    mayWork(caller);
    return createTicket(ctx, input);
  }

  @Mutation(() => TicketType)
  async closeTicket(
    @Ctx() { ctx, caller }: ApiContext,
    @Arg('input', () => inputs.CloseTicketInput) input: inputs.CloseTicketInput,
  ): Promise<unknown> {
    // What is about money is for those who keep the books.
    const ticket = await ctx.em.findOne(Ticket, input.ticketId, { disableIdentityMap: true });
    const isTheirs = caller.kind === 'staff' && caller.role === 'accounting' && ticket?.kind === 'settlement';
    if (!isTheirs) mayDecide(caller);
    return closeTicket(ctx, input);
  }
}
