import { leaveTicket, presentViewers, watchTicket } from '@kontor/domain/tickets/watch-ticket';
import { Arg, Ctx, ID, Mutation, Resolver, Root, Subscription } from 'type-graphql';
import type { ApiContext } from '../context.ts';
import { untilLeft } from '../until-left.ts';
import { TicketViewerType } from './ticket.type.ts';

/** Everybody who looks at a ticket, told when that changes; asked at most once a second. */
async function* viewers(
  { ctx, follower }: ApiContext,
  signal: AbortSignal,
): AsyncGenerator<TicketViewerType[], undefined> {
  let last: string | undefined;
  for await (const _ of follower.wakes(signal, 1_000)) {
    const now = await presentViewers(ctx.em, ctx.now());
    if (JSON.stringify(now) !== last) yield now;
    last = JSON.stringify(now);
  }
}

@Resolver()
export class PresenceResolver {
  @Mutation(() => Boolean, {
    description:
      'I look at this ticket, or have something unsaved in it. Say it every ten seconds; silence means gone.',
  })
  async watchTicket(
    @Ctx() { ctx, caller }: ApiContext,
    @Arg('ticketId', () => ID) ticketId: string,
    @Arg('editing', () => Boolean, { defaultValue: false }) editing: boolean,
  ): Promise<boolean> {
    if (caller.kind === 'staff') await watchTicket(ctx, { ticketId, staffId: caller.id, editing });
    return caller.kind === 'staff';
  }

  @Mutation(() => Boolean, { description: 'I no longer look at this ticket.' })
  async leaveTicket(@Ctx() { ctx, caller }: ApiContext, @Arg('ticketId', () => ID) ticketId: string): Promise<boolean> {
    if (caller.kind === 'staff') await leaveTicket(ctx, { ticketId, staffId: caller.id });
    return caller.kind === 'staff';
  }

  @Subscription(() => [TicketViewerType], {
    description: 'Everybody who looks at any ticket: at once, and again whenever that changes.',
    subscribe: ({ context }) => untilLeft((signal) => viewers(context as ApiContext, signal)),
  })
  ticketViewers(@Root() now: TicketViewerType[]): TicketViewerType[] {
    return now;
  }
}
