import { transact, type Context } from '../kernel/transact.ts';
import { changedPart, withPatch, type PolicyPatch } from './change-policy.ts';
import type { Channel } from './channel.entity.ts';
import type { ChannelPolicySet } from './channel.events.ts';
import { lockChannel } from './pause-channel.ts';
import { consequencesOf } from './policy-consequences.ts';

export interface SetChannelPolicy {
  channelId: string;
  policy: PolicyPatch;
}

/** Sets what a channel may do (F38); a setup no longer changes it, and the history keeps what followed from it. Throws Rejection. */
export function setChannelPolicy(ctx: Context, { channelId, policy }: SetChannelPolicy): Promise<Channel> {
  return transact(ctx, async (tx) => {
    const channel = await lockChannel(tx, channelId);
    const after = withPatch(channel.policy, policy);
    const changed = changedPart(channel.policy, after);
    if (!changed) return channel;
    Object.assign(channel, { policy: after, policyByStaff: true });
    const consequences = consequencesOf(channel.kind, after);
    tx.record({ type: 'ChannelPolicySet', channel: channel.code, ...changed, consequences } satisfies ChannelPolicySet);
    return channel;
  });
}
