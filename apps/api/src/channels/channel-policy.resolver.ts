import { withPatch } from '@kontor/domain/channels/change-policy';
import type { Channel } from '@kontor/domain/channels/channel.entity';
import { consequencesOf } from '@kontor/domain/channels/policy-consequences';
import { setChannelPolicy } from '@kontor/domain/channels/set-channel-policy';
import { Rejection } from '@kontor/domain/kernel/rejection';
import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { mayAdminister } from '../access.ts';
import type { ApiContext } from '../context.ts';
import { ChannelType } from './channel.type.ts';
import { PolicyPreviewType, SetChannelPolicyInput } from './channel-policy.type.ts';

@Resolver()
export class ChannelPolicyResolver {
  @Query(() => PolicyPreviewType, { description: 'What would follow from a change of policy.' })
  async policyPreview(
    @Ctx() { loaders }: ApiContext,
    @Arg('input', () => SetChannelPolicyInput) { channelId, policy: patch }: SetChannelPolicyInput,
  ): Promise<PolicyPreviewType> {
    const channel = await loaders.channel.load(channelId);
    if (!channel) throw new Rejection('channel_not_found');
    const policy = withPatch(channel.policy, patch);
    return { policy, consequences: consequencesOf(channel.kind, policy) };
  }

  @Mutation(() => ChannelType, {
    description:
      'Sets what a channel may do, whatever its kind forbids; administrators. The history keeps before, after and consequence.',
  })
  setChannelPolicy(
    @Ctx() { ctx, caller }: ApiContext,
    @Arg('input', () => SetChannelPolicyInput) input: SetChannelPolicyInput,
  ): Promise<Channel> {
    mayAdminister(caller);
    return setChannelPolicy(ctx, input);
  }
}
