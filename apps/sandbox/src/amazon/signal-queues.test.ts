import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { openBareWorld } from '../testing.ts';
import { accounts } from './accounts.ts';
import { queueArn, SignalQueues } from './signal-queues.ts';

const [{ sellerId }] = accounts;

test('a queue that nobody reads takes no more than it can hold, and an unknown one swallows', async () => {
  const { world, close } = openBareWorld({ SANDBOX_SQS_PORT: '0', SANDBOX_SIGNAL_DISORDER: '0' });
  const queues = new SignalQueues(world, 3);
  await queues.start();
  try {
    for (let n = 0; n < 10; n += 1) queues.send(queueArn(sellerId), { n });
    queues.send('arn:aws:sqs:eu-west-1:1:nowhere', { n: 11 });
    await queues.settled();
    const access = queues.access(sellerId);
    const client = new SQSClient({ ...access, credentials: access });
    const { Messages: messages } = await client.send(
      new ReceiveMessageCommand({ QueueUrl: access.url, MaxNumberOfMessages: 10 }),
    );
    expect(messages!.map(({ Body: body }) => body)).toEqual(['{"n":0}', '{"n":1}', '{"n":2}']);
  } finally {
    await queues.stop();
    close();
  }
});
