import { CreateQueueCommand, GetQueueAttributesCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { startFauxqs } from 'fauxqs';
import { expect, test } from 'vitest';
import { noLog } from '../../kit/log.ts';
import { orderChange } from './notifications.wire.ts';
import { changeQueue } from './receive-changes.ts';

const notification = (AmazonOrderId: string, at: string, SellerId?: string, MarketplaceId?: string) => ({
  NotificationVersion: '1.0',
  NotificationType: 'ORDER_CHANGE',
  EventTime: at,
  Payload: {
    OrderChangeNotification: {
      AmazonOrderId,
      SellerId,
      Summary: { MarketplaceId },
      OrderChangeTrigger: { TimeOfOrderChange: at },
    },
  },
});

const seller = { sellerId: 'A1SELLER', marketplaceIds: ['A1PA6795UKMFR9'] };

test('a change is read in every form in which it is known to come', () => {
  const at = '2026-11-24T10:00:00.000Z';
  const change = { channelOrderId: '304-1', at: new Date(at), sellerId: null, marketplaceId: null };
  expect(orderChange(JSON.stringify(notification('304-1', at)))).toEqual(change);
  expect(orderChange(JSON.stringify({ Message: JSON.stringify(notification('304-1', at)) }))).toEqual(change);
  const lower = { eventTime: at, payload: { orderChangeNotification: { amazonOrderId: '304-1' } } };
  expect(orderChange(JSON.stringify(lower))).toEqual(change);
  expect(orderChange(JSON.stringify(notification('304-1', at, 'A1')))).toEqual({ ...change, sellerId: 'A1' });
  expect(orderChange(JSON.stringify({ detail: notification('304-1', at) }))).toEqual(change);
  expect(orderChange('no json')).toBeNull();
  expect(orderChange('{}')).toBeNull();
});

test('signals stay until they are forgotten, unreadable ones go at once, those of another seller are left', async () => {
  const server = await startFauxqs({ port: 0, logger: false });
  const endpoint = `http://127.0.0.1:${server.port}`;
  const access = { accessKeyId: 'key', secretAccessKey: 'secret' };
  const client = new SQSClient({ region: 'eu-central-1', endpoint, credentials: access });
  const { QueueUrl: url } = await client.send(new CreateQueueCommand({ QueueName: 'changes' }));
  const say = (MessageBody: string) => client.send(new SendMessageCommand({ QueueUrl: url, MessageBody }));
  const left = async (): Promise<number> => {
    const names = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;
    const ask = new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: [...names] });
    const { Attributes } = await client.send(ask);
    return names.reduce((sum, name) => sum + Number(Attributes?.[name] ?? 0), 0);
  };
  for (let n = 0; n < 12; n += 1) await say(JSON.stringify(notification(`304-${n}`, '2026-11-24T10:00:00.000Z')));
  await say('<html>');
  await say(JSON.stringify(notification('305-1', '2026-11-24T10:00:00.000Z', 'A2OTHER')));
  await say(JSON.stringify(notification('306-1', '2026-11-24T10:00:00.000Z', 'A1SELLER', 'A13V1IB3VIYZZH')));
  const queue = changeQueue({ url: url!, region: 'eu-central-1', endpoint, ...access }, seller, noLog);
  const signals = await queue.receive();
  expect(new Set(signals.map(({ channelOrderId }) => channelOrderId)).size).toBe(12);
  expect(signals).toHaveLength(12);
  expect(await left()).toBe(13);
  await queue.forget(signals.map(({ receipt }) => receipt));
  expect(await left()).toBe(1);
  await server.stop();
  await expect(queue.receive()).rejects.toMatchObject({ name: 'ConnectorError', retryable: true });
});
