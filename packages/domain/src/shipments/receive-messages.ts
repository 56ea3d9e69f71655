import { createHash } from 'node:crypto';
import { newId } from '../kernel/id.ts';
import { transact, type Context } from '../kernel/transact.ts';
import { InboundMessage } from './inbound-message.entity.ts';
import type { MessageReceived } from './shipment.events.ts';

/** A message from outside, before anybody has read it. */
export interface ReceivedMessage {
  /** 'sftp:NORD', 'http:RHEIN', 'mail'. */
  source: string;
  carrierId: string | null;
  name: string;
  bytes: Uint8Array;
  messageId?: string | null;
}

/** Stores messages raw and queues their reading; the same message of the same source is stored once. */
export function receiveMessages(ctx: Context, messages: ReceivedMessage[]): Promise<{ fresh: number }> {
  return transact(ctx, async (tx) => {
    let fresh = 0;
    for (const { source, carrierId, name, bytes, messageId = null } of messages) {
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      // Serialises the same message coming twice at once.
      await tx.em.execute('select pg_advisory_xact_lock(hashtext(?))', [`${source}|${name}|${sha256}`]);
      if (await tx.em.count(InboundMessage, { source, name, sha256 })) continue;
      const message = tx.em.create(InboundMessage, {
        id: newId(),
        source,
        carrierId,
        name,
        sha256,
        messageId,
        bytes: Buffer.from(bytes),
        state: 'received',
        receivedAt: tx.now(),
      });
      tx.record({ type: 'MessageReceived', messageId: message.id, source } satisfies MessageReceived);
      fresh += 1;
    }
    return { fresh };
  });
}
