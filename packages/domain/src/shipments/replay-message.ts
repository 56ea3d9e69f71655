import { LockMode } from '@mikro-orm/core';
import { Rejection } from '../kernel/rejection.ts';
import { transact, type Context } from '../kernel/transact.ts';
import { InboundMessage } from './inbound-message.entity.ts';
import type { MessageReceived } from './shipment.events.ts';

/** Reads a quarantined message again, after its mapping was corrected; its ticket closes when it is understood. Throws Rejection. */
export function replayMessage(ctx: Context, messageId: string): Promise<InboundMessage> {
  return transact(ctx, async (tx) => {
    const message = await tx.em.findOne(InboundMessage, messageId, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (!message) throw new Rejection('message_not_found');
    if (message.state !== 'quarantined') throw new Rejection('message_not_quarantined', { state: message.state });
    Object.assign(message, { state: 'received', problem: null });
    tx.record({ type: 'MessageReceived', messageId, source: message.source } satisfies MessageReceived);
    return message;
  });
}
