import { createHash } from 'node:crypto';
import { newId } from '../kernel/id.ts';
import { transact, type Context } from '../kernel/transact.ts';
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
    const rows = messages.map(({ source, carrierId, name, bytes, messageId = null }) => ({
      id: newId(),
      source,
      carrier_id: carrierId,
      name,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      message_id: messageId,
      hex: Buffer.from(bytes).toString('hex'),
    }));
    const fresh = (await tx.em.execute(
      `insert into inbound_message (id, source, carrier_id, name, sha256, message_id, bytes, state, received_at)
       select id, source, carrier_id, name, sha256, message_id, decode(hex, 'hex'), 'received', ?
         from jsonb_to_recordset(?::jsonb) as m (id uuid, source text, carrier_id uuid, name text, sha256 text, message_id text, hex text)
       on conflict (source, name, sha256) do nothing returning id, source`,
      [tx.now(), JSON.stringify(rows)],
    )) as { id: string; source: string }[];
    for (const { id: messageId, source } of fresh)
      tx.record({ type: 'MessageReceived', messageId, source } satisfies MessageReceived);
    return { fresh: fresh.length };
  });
}
