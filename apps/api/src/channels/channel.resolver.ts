import { Channel } from '@kontor/domain/channels/channel.entity';
import { Ctx, Query, Resolver } from 'type-graphql';
import type { ApiContext } from '../context.ts';
import { ChannelType } from './channel.type.ts';

@Resolver(() => ChannelType)
export class ChannelResolver {
  @Query(() => [ChannelType])
  channels(@Ctx() { ctx }: ApiContext): Promise<ChannelType[]> {
    return ctx.em.find(Channel, {}, { orderBy: { code: 'asc' } });
  }
}
