import { readReturn } from '@kontor/connectors/carriers/read-return';
import { UnreadableReturn } from '@kontor/connectors/formats/unreadable-return';
import { readMail } from '@kontor/connectors/transports/email/read-mail';
import { Carrier } from '@kontor/domain/carriers/carrier.entity';
import { transact } from '@kontor/domain/kernel/transact';
import { InboundMessage } from '@kontor/domain/shipments/inbound-message.entity';
import { takeMessages } from '@kontor/domain/shipments/shipments.jobs';
import { takeMessages as take, type ReadMessage } from '@kontor/domain/shipments/take-messages';
import type { Connections } from '../connections.ts';
import { takes } from '../handle.ts';

/** Reads stored messages and takes what they say (F24). */
export const takeMessagesJob = takes(takeMessages, (ctx, data, connections) =>
  transact(ctx, async (tx) => {
    const where = { id: { $in: data.map(({ messageId }) => messageId) }, state: 'received' as const };
    const messages = await tx.em.find(InboundMessage, where, { populate: ['bytes'], orderBy: { id: 'asc' } });
    const carriers = await tx.em.find(Carrier, {});
    const read: ReadMessage[] = [];
    for (const message of messages) read.push({ message, ...(await readMessage(connections, message, carriers)) });
    await take(tx, read);
  }),
);

type Reading = { parcels: Awaited<ReturnType<typeof readReturn>> } | { problem: string } | { ignored: string };

async function readMessage(connections: Connections, message: InboundMessage, carriers: Carrier[]): Promise<Reading> {
  const bytes = message.bytes!;
  const carrier = carriers.find(({ id }) => id === message.carrierId) ?? (await senderOf(connections, bytes, carriers));
  if (!carrier) return { problem: 'unknown sender' };
  try {
    return { parcels: await readReturn(connections.returns(carrier), bytes) };
  } catch (error) {
    if (error instanceof UnreadableReturn) return { problem: error.message };
    throw error;
  }
}

/** A mail names its carrier by its sender. */
async function senderOf(
  connections: Connections,
  bytes: Uint8Array,
  carriers: Carrier[],
): Promise<Carrier | undefined> {
  const { from } = await readMail(bytes);
  return carriers.find((carrier) => {
    const returns = connections.returns(carrier);
    return returns.source === 'email' && returns.from.toLowerCase() === from;
  });
}
