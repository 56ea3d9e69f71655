import { readReturn } from '@kontor/connectors/carriers/read-return';
import { UnreadableReturn } from '@kontor/connectors/formats/unreadable-return';
import { readMail, type ReadMail } from '@kontor/connectors/transports/email/read-mail';
import { Carrier } from '@kontor/domain/carriers/carrier.entity';
import { transact } from '@kontor/domain/kernel/transact';
import { takeCustomerMails, type IncomingMail } from '@kontor/domain/mails/take-customer-mails';
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
    const mails: IncomingMail[] = [];
    for (const message of messages) {
      const mail = message.source === 'mail' ? await readMail(message.bytes!) : null;
      const carrier = carriers.find(({ id }) => id === message.carrierId) ?? senderOf(mail, carriers);
      if (mail && !carrier) {
        mails.push(fromCustomer(message, mail));
        continue;
      }
      read.push({ message, carrierId: carrier?.id ?? null, ...(await readMessage(connections, message, carrier)) });
    }
    await take(tx, read);
    await takeCustomerMails(tx, mails);
  }),
);

type Reading = { parcels: Awaited<ReturnType<typeof readReturn>> } | { problem: string } | { ignored: string };

async function readMessage(
  connections: Connections,
  message: InboundMessage,
  carrier: Carrier | undefined,
): Promise<Reading> {
  if (!carrier) return { problem: 'unknown sender' };
  const config = configOf(connections, carrier);
  if (!config) return { problem: `the return channel of ${carrier.code} is not in order` };
  try {
    return { parcels: await readReturn(config, message.bytes!) };
  } catch (error) {
    if (error instanceof UnreadableReturn) return { problem: error.message };
    throw error;
  }
}

/** Null when it cannot be used: one faulty carrier must not hold up the messages of the others. */
function configOf(connections: Connections, carrier: Carrier): ReturnType<Connections['returns']> | null {
  try {
    return connections.returns(carrier);
  } catch {
    return null;
  }
}

/** A mail names its carrier by its sender. */
const senderOf = (mail: ReadMail | null, carriers: Carrier[]): Carrier | undefined =>
  carriers.find(
    ({ returns }) => mail && returns.source === 'email' && String(returns.from).toLowerCase() === mail.from,
  );

/** Who writes and is no carrier is a customer; the bytes of attachments stay in the raw message. */
const fromCustomer = (message: InboundMessage, { to, attachments, ...mail }: ReadMail): IncomingMail => ({
  ...mail,
  message,
  recipients: to,
  attachments: attachments.map(({ name, mediaType, bytes }) => ({ name, mediaType, size: bytes.length })),
});
