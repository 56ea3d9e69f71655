import { Macro } from '@kontor/domain/tickets/desk-rules.entity';
import type { Ticket, TicketNote } from '@kontor/domain/tickets/ticket.entity';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { ChannelType } from '../channels/channel.type.ts';
import type { ApiContext } from '../context.ts';
import { toHistory } from '../history.ts';
import { HistoryEntryType } from '../history.type.ts';
import { OrderType } from '../orders/order.type.ts';
import { nameActor } from '../staff/name-actor.ts';
import { StaffMemberType } from '../staff/staff.type.ts';
import { MacroType } from './desk-rules.type.ts';
import { TicketCheckType, TicketNoteType, TicketType } from './ticket.type.ts';

@Resolver(() => TicketType)
export class TicketFieldsResolver {
  @FieldResolver(() => OrderType, { nullable: true })
  order(@Root() ticket: Ticket, @Ctx() { loaders }: ApiContext): Promise<unknown> | null {
    return ticket.orderId ? loaders.order.load(ticket.orderId) : null;
  }

  @FieldResolver(() => ChannelType, { nullable: true })
  channel(@Root() ticket: Ticket, @Ctx() { loaders }: ApiContext): Promise<unknown> | null {
    return ticket.channelId ? loaders.channel.load(ticket.channelId) : null;
  }

  @FieldResolver(() => StaffMemberType, { nullable: true })
  assignee(@Root() ticket: Ticket, @Ctx() { loaders }: ApiContext): Promise<unknown> | null {
    return ticket.assigneeId ? loaders.staff.load(ticket.assigneeId) : null;
  }

  @FieldResolver(() => TicketType, { nullable: true, description: 'The ticket in which this one goes on.' })
  mergedInto(@Root() ticket: Ticket, @Ctx() { loaders }: ApiContext): Promise<unknown> | null {
    return ticket.mergedInto ? loaders.ticket.load(ticket.mergedInto) : null;
  }

  @FieldResolver(() => [TicketNoteType], { description: 'Notes, oldest first, with those of merged tickets.' })
  async notes(@Root() ticket: Ticket, @Ctx() { loaders }: ApiContext): Promise<TicketNoteType[]> {
    const merged = await loaders.mergedTickets.load(ticket.id);
    const notes = await Promise.all([ticket, ...merged].map(({ id }) => loaders.ticketNotes.load(id)));
    const sorted = notes.flat().toSorted((a, b) => a.at.getTime() - b.at.getTime());
    return Promise.all(sorted.map((note) => toNote(note, loaders)));
  }

  @FieldResolver(() => [TicketCheckType])
  async checklist(@Root() ticket: Ticket, @Ctx() { loaders }: ApiContext): Promise<TicketCheckType[]> {
    const list = await loaders.checklist.load(ticket.reason);
    return Promise.all(
      (list?.items ?? []).map(async (item) => {
        const done = ticket.checks[item.id];
        return { ...item, done: Boolean(done), by: done ? await nameActor(done.by, loaders) : null };
      }),
    );
  }

  @FieldResolver(() => [MacroType], { description: 'What can be done with one key.' })
  async macros(@Root() ticket: Ticket, @Ctx() { ctx }: ApiContext): Promise<unknown> {
    const macros = await ctx.em.find(Macro, { active: true }, { orderBy: { name: 'asc', id: 'asc' } });
    return macros.filter(({ reasons }) => !reasons.length || reasons.includes(ticket.reason));
  }

  @FieldResolver(() => [HistoryEntryType])
  async history(@Root() ticket: Ticket, @Ctx() { loaders }: ApiContext): Promise<HistoryEntryType[]> {
    return toHistory(await loaders.ticketHistory.load(ticket.id), loaders);
  }
}

/** A note as the API gives it. */
export const toNote = async (note: TicketNote, loaders: ApiContext['loaders']): Promise<TicketNoteType> => ({
  id: note.id,
  kind: note.kind,
  text: note.text,
  at: note.at,
  by: await nameActor(note.by, loaders),
});
