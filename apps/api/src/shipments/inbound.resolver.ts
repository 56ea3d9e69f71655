import { InboundMessage } from '@kontor/domain/shipments/inbound-message.entity';
import { replayMessage } from '@kontor/domain/shipments/replay-message';
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { mayDecide } from '../access.ts';
import { CarrierType } from '../carriers/carrier.type.ts';
import type { ApiContext } from '../context.ts';
import { newestFirst } from '../newest-first.ts';
import { InboundMessageConnectionType, InboundMessageFilter, InboundMessageType } from './inbound.type.ts';

/** What is shown of a message; the whole lies in the archive. */
const shownBytes = 20_000;

@Resolver(() => InboundMessageType)
export class InboundResolver {
  @Query(() => InboundMessageConnectionType, {
    description: 'What came from outside, newest first; copies of our own mails are left out.',
  })
  inboundMessages(
    @Ctx() { ctx, caller }: ApiContext,
    @Arg('first', () => Int, { defaultValue: 50, nullable: true }) first: number | null,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Arg('filter', () => InboundMessageFilter, { nullable: true }) filter: InboundMessageFilter | null,
  ): Promise<InboundMessageConnectionType> {
    mayDecide(caller);
    const where = {
      source: { $ne: 'journal' },
      ...(filter?.state ? { state: filter.state } : {}),
      ...(filter?.carrierId ? { carrierId: filter.carrierId } : {}),
    };
    return newestFirst(ctx.em, InboundMessage, 'receivedAt', where, { first, after });
  }

  @Query(() => InboundMessageType, { nullable: true })
  inboundMessage(
    @Ctx() { ctx, caller }: ApiContext,
    @Arg('id', () => ID) id: string,
  ): Promise<InboundMessageType | null> {
    mayDecide(caller);
    return ctx.em.findOne(InboundMessage, id);
  }

  @Mutation(() => InboundMessageType, {
    description: 'Reads a quarantined message again; its ticket closes when it is understood.',
  })
  replayMessage(
    @Ctx() { ctx, caller }: ApiContext,
    @Arg('messageId', () => ID) messageId: string,
  ): Promise<InboundMessageType> {
    mayDecide(caller);
    return replayMessage(ctx, messageId);
  }

  @FieldResolver(() => String, { description: 'Its beginning as text; signs that are no text are shown as ␀.' })
  async text(@Root() message: InboundMessage, @Ctx() { ctx }: ApiContext): Promise<string> {
    const { bytes } = await ctx.em.findOneOrFail(InboundMessage, message.id, { populate: ['bytes'] });
    return Buffer.from(bytes!.subarray(0, shownBytes))
      .toString('utf8')
      .replace(/\p{Cc}/gu, (sign) => (/\s/.test(sign) ? sign : '␀'));
  }

  @FieldResolver(() => CarrierType, { nullable: true })
  carrier(@Root() message: InboundMessage, @Ctx() { loaders }: ApiContext): Promise<CarrierType | null> | null {
    return message.carrierId ? loaders.carrier.load(message.carrierId) : null;
  }
}
