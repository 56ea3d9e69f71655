import { DeleteMessageBatchCommand, type Message, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { ChangeSignal } from '@kontor/domain/channels/sales-channel.port';
import { ConnectorError } from '@kontor/domain/kernel/connector-error';
import { failureCode } from '../../kit/http-error.ts';
import type { Log } from '../../kit/log.ts';
import type { AmazonConnection, QueueConnection } from './amazon-connection.ts';
import { orderChange } from './notifications.wire.ts';

/** Most signals taken at once, and how long the first of them is waited for. */
const mostSignals = 50;
const waitSeconds = 2;
const perBatch = 10;
/** A queue that does not answer must not hold the import up; without `throwOnRequestTimeout` the client only warns. */
const timeouts = { connectionTimeout: 5_000, requestTimeout: 15_000, throwOnRequestTimeout: true };

/** The queue in which an account's ORDER_CHANGE notifications arrive. */
export interface ChangeQueue {
  /**
   * Signals that wait. An unreadable message is forgotten at once, since it would come back for ever, and so is one of a
   * marketplace that the account does not serve; one for another seller is left to that seller's channel.
   */
  receive(): Promise<ChangeSignal[]>;
  forget(receipts: string[]): Promise<void>;
}

type Seller = Pick<AmazonConnection, 'sellerId' | 'marketplaceIds'>;

export function changeQueue(connection: QueueConnection, seller: Seller, log: Log): ChangeQueue {
  const { url, region, endpoint, ...credentials } = connection;
  const place = endpoint ? { endpoint, useQueueUrlAsEndpoint: false } : {};
  const client = new SQSClient({ region, credentials, requestHandler: timeouts, ...place });

  async function forget(receipts: string[]): Promise<void> {
    for (let from = 0; from < receipts.length; from += perBatch) {
      const Entries = receipts
        .slice(from, from + perBatch)
        .map((ReceiptHandle, index) => ({ Id: String(index), ReceiptHandle }));
      await client.send(new DeleteMessageBatchCommand({ QueueUrl: url, Entries })).catch(fail);
    }
  }

  async function receiveOnce(most: number, wait: number): Promise<Message[]> {
    const batch = { MaxNumberOfMessages: Math.min(most, perBatch), WaitTimeSeconds: wait };
    const ask = new ReceiveMessageCommand({ QueueUrl: url, ...batch });
    return (await client.send(ask).catch(fail)).Messages ?? [];
  }

  async function receiveAll(): Promise<Message[]> {
    const messages = await receiveOnce(perBatch, waitSeconds);
    while (messages.length && messages.length < mostSignals) {
      const more = await receiveOnce(mostSignals - messages.length, 0);
      if (!more.length) break;
      messages.push(...more);
    }
    return messages;
  }

  return {
    forget,
    async receive() {
      const sorted = (await receiveAll()).map((message) => sort(message, seller));
      for (const { messageId, why } of sorted) if (why) log.warn({ message: messageId }, why);
      await forget(sorted.filter(({ why }) => why && why !== anothers).map(({ receipt }) => receipt));
      return sorted.flatMap(({ signal }) => signal ?? []);
    },
  };
}

const anothers = 'change signal of another seller left in the queue';

/** A message as this seller's signal, or why it is none. Pure. */
function sort({ MessageId, Body, ReceiptHandle }: Message, { sellerId, marketplaceIds }: Seller) {
  const sorted = { messageId: MessageId, receipt: ReceiptHandle!, signal: null, why: null };
  const change = orderChange(Body ?? '');
  if (!change) return { ...sorted, why: 'unreadable change signal forgotten' };
  if (change.sellerId && change.sellerId !== sellerId) return { ...sorted, why: anothers };
  if (change.marketplaceId && !marketplaceIds.includes(change.marketplaceId))
    return { ...sorted, why: 'change signal of another marketplace forgotten' };
  const { channelOrderId, at } = change;
  return { ...sorted, signal: { channelOrderId, at, receipt: ReceiptHandle! } satisfies ChangeSignal };
}

function fail(error: unknown): never {
  throw new ConnectorError(`change queue: ${failureCode(error)}`, { retryable: true, cause: error });
}
