import { Channel } from '@kontor/domain/channels/channel.entity';
import { continueChannel, pauseChannel, runChannelNow } from '@kontor/domain/channels/pause-channel';
import { checkRhythm, setChannelRhythm } from '@kontor/domain/channels/set-channel-rhythm';
import { loadCompany } from '@kontor/domain/company/seller';
import { nextTime, nextTimes } from '@kontor/domain/timers/next-time';
import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { mayAdminister, mayDecide } from '../access.ts';
import type { ApiContext } from '../context.ts';
import { problemOf } from '../errors.ts';
import { timesShown } from './channel-fields.resolver.ts';
import { ChannelType, RhythmPreviewType } from './channel.type.ts';
import { ChannelInput, RhythmInput, SetChannelRhythmInput } from './channels.inputs.ts';

@Resolver(() => ChannelType)
export class ChannelResolver {
  @Query(() => [ChannelType], { description: 'Every channel of the installation, by code.' })
  channels(@Ctx() { ctx }: ApiContext): Promise<Channel[]> {
    return ctx.em.find(Channel, {}, { orderBy: { code: 'asc' } });
  }

  @Query(() => ChannelType, { nullable: true })
  channel(@Ctx() { loaders }: ApiContext, @Arg('code', () => String) code: string): Promise<Channel | null> {
    return loaders.channelByCode.load(code);
  }

  @Query(() => RhythmPreviewType, { description: 'The next times of a rhythm that is not set yet.' })
  async rhythmPreview(
    @Ctx() { ctx }: ApiContext,
    @Arg('rhythm', () => RhythmInput) rhythm: RhythmInput,
  ): Promise<RhythmPreviewType> {
    const { timeZone } = await loadCompany(ctx);
    const now = ctx.now();
    return problemOf(
      () => {
        const { everySeconds, cron } = checkRhythm(rhythm, timeZone, now);
        const checked = { everySeconds: everySeconds ?? 0, cron };
        return { nextTimes: nextTimes(checked, nextTime(checked, now, timeZone), timeZone, timesShown) };
      },
      { nextTimes: [] },
    );
  }

  @Mutation(() => ChannelType, { description: 'Stops fetching until the channel is continued.' })
  pauseChannel(
    @Ctx() { ctx, caller }: ApiContext,
    @Arg('input', () => ChannelInput) input: ChannelInput,
  ): Promise<Channel> {
    mayDecide(caller);
    return pauseChannel(ctx, input);
  }

  @Mutation(() => ChannelType, {
    description: 'Lets a paused channel run again; what was due meanwhile comes at once.',
  })
  continueChannel(
    @Ctx() { ctx, caller }: ApiContext,
    @Arg('input', () => ChannelInput) input: ChannelInput,
  ): Promise<Channel> {
    mayDecide(caller);
    return continueChannel(ctx, input);
  }

  @Mutation(() => ChannelType, { description: 'Fetches the orders now, beside the rhythm.' })
  runChannelNow(
    @Ctx() { ctx, caller }: ApiContext,
    @Arg('input', () => ChannelInput) input: ChannelInput,
  ): Promise<Channel> {
    mayDecide(caller);
    return runChannelNow(ctx, input);
  }

  @Mutation(() => ChannelType, { description: 'Sets how often orders are fetched; administrators.' })
  setChannelRhythm(
    @Ctx() { ctx, caller }: ApiContext,
    @Arg('input', () => SetChannelRhythmInput) input: SetChannelRhythmInput,
  ): Promise<Channel> {
    mayAdminister(caller);
    return setChannelRhythm(ctx, input);
  }
}
