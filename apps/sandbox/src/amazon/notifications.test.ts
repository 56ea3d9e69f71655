import { DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestWorld, type TestWorld } from '../testing.ts';
import { accounts } from './accounts.ts';
import { changeOrder } from './order-store.ts';
import type { QueueAccess } from './signal-queues.ts';

let test_: TestWorld;
let queue: QueueAccess;
let client: SQSClient;
beforeAll(async () => {
  test_ = await openTestWorld({ SANDBOX_SIGNAL_DISORDER: '0' });
  ({ queue, client } = await openQueue(test_));
});
afterAll(() => test_.close());

const base = '/notifications/v1';

/** Asks as the application itself, without a seller. */
async function grantless(path: string, body?: object, method = body ? 'POST' : 'GET') {
  const { channels } = (await (await fetch(`${test_.url}/setup.json`)).json()) as {
    channels: { connection: { clientId: string; clientSecret: string } }[];
  };
  const { clientId, clientSecret } = channels[0]!.connection;
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    scope: 'sellingpartnerapi::notifications',
    client_id: clientId,
    client_secret: clientSecret,
  });
  const token = (await (await fetch(`${test_.url}/auth/o2/token`, { method: 'POST', body: form })).json()) as {
    access_token: string;
  };
  const response = await fetch(test_.url + path, {
    method,
    headers: { 'x-amz-access-token': token.access_token, 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return { status: response.status, body: (await response.json()) as never };
}
interface Message {
  NotificationType: string;
  Payload: {
    OrderChangeNotification: {
      SellerId: string;
      AmazonOrderId: string;
      OrderChangeType: string;
      Summary: { OrderStatus: string; MarketplaceId: string; OrderItems: { IsBuyerRequestedCancel: boolean }[] };
    };
  };
  NotificationMetadata: { SubscriptionId: string; NotificationId: string };
}

async function openQueue({ url }: TestWorld) {
  const { channels } = (await (await fetch(`${url}/setup.json`)).json()) as {
    channels: { connection: { queue: QueueAccess } }[];
  };
  const access = channels[0]!.connection.queue;
  return { queue: access, client: new SQSClient({ ...access, credentials: access }) };
}

/** Everything that waits in the queue, taken out. */
async function drain(at = queue, by = client): Promise<Message[]> {
  const taken: Message[] = [];
  for (;;) {
    const { Messages: messages = [] } = await by.send(
      new ReceiveMessageCommand({ QueueUrl: at.url, MaxNumberOfMessages: 10, WaitTimeSeconds: 0 }),
    );
    if (!messages.length) return taken;
    for (const { Body: body, ReceiptHandle } of messages) {
      taken.push(JSON.parse(body!) as Message);
      await by.send(new DeleteMessageCommand({ QueueUrl: at.url, ReceiptHandle }));
    }
  }
}

const patient = { timeout: 10_000 };
const place = async (o: object = {}): Promise<string> =>
  (await test_.post<{ orderIds: string[] }>('/orders', o)).orderIds[0]!;
const told = (messages: Message[]) =>
  messages.map(({ Payload: { OrderChangeNotification: of } }) => [
    of.AmazonOrderId,
    of.OrderChangeType,
    of.Summary.OrderStatus,
  ]);

test('every change of an order is told to its seller, and nobody’s name with it', async () => {
  const id = await place();
  changeOrder(test_.world, id, ['UNSHIPPED'], ({ order }) => {
    for (const item of order.orderItems)
      item.cancellation = { cancellationRequest: { requester: 'BUYER', cancelReason: 'BUYER_CANCEL_REQUEST' } };
  });
  changeOrder(test_.world, id, ['UNSHIPPED'], ({ order }) => (order.fulfillment!.fulfillmentStatus = 'CANCELLED'));
  await place({ sellerId: accounts[1].sellerId });
  let messages: Message[] = [];
  await expect
    .poll(async () => (messages = [...messages, ...(await drain())]).length, patient)
    .toBeGreaterThanOrEqual(3);
  expect(told(messages)).toEqual([
    [id, 'OrderStatusChange', 'Unshipped'],
    [id, 'BuyerRequestedChange', 'Unshipped'],
    [id, 'OrderStatusChange', 'Canceled'],
  ]);
  expect(messages[1]!.Payload.OrderChangeNotification.Summary.OrderItems[0]!.IsBuyerRequestedCancel).toBe(true);
  expect(messages[0]!.Payload.OrderChangeNotification.SellerId).toBe(accounts[0].sellerId);
  const text = JSON.stringify(messages);
  for (const word of ['Name', 'Email', 'addressLine', 'phone']) expect(text).not.toContain(word);
});

test('signalLost loses one signal and no other', async () => {
  await test_.post('/faults', { signalLost: true });
  await place();
  const second = await place();
  let messages: Message[] = [];
  await expect.poll(async () => (messages = [...messages, ...(await drain())]).length, patient).toBe(1);
  expect(told(messages)).toEqual([[second, 'OrderStatusChange', 'Unshipped']]);
});

test('a message has exactly the form of the official schema', async () => {
  await place();
  let messages: Message[] = [];
  await expect.poll(async () => (messages = [...messages, ...(await drain())]).length, patient).toBe(1);
  expect(messages[0]).toEqual({
    NotificationVersion: '1.0',
    NotificationType: 'ORDER_CHANGE',
    PayloadVersion: '1.0',
    EventTime: expect.any(String),
    Payload: {
      OrderChangeNotification: {
        NotificationLevel: 'OrderLevel',
        SellerId: accounts[0].sellerId,
        AmazonOrderId: expect.stringMatching(/^\d{3}-\d{7}-\d{7}$/),
        OrderChangeType: 'OrderStatusChange',
        OrderChangeTrigger: { TimeOfOrderChange: expect.any(String), ChangeReason: expect.any(String) },
        Summary: expect.objectContaining({
          MarketplaceId: accounts[0].marketplaces[0].id,
          OrderStatus: 'Unshipped',
          PurchaseDate: expect.any(String),
          DestinationPostalCode: expect.any(String),
          FulfillmentType: 'MFN',
          OrderType: 'StandardOrder',
          OrderItems: expect.arrayContaining([
            expect.objectContaining({ OrderItemId: expect.any(String), SellerSKU: expect.any(String) }),
          ]),
        }),
      },
    },
    NotificationMetadata: {
      ApplicationId: expect.any(String),
      SubscriptionId: expect.any(String),
      PublishTime: expect.any(String),
      NotificationId: expect.any(String),
    },
  });
});

test('disorder sends messages twice', async () => {
  const wild = await openTestWorld({ SANDBOX_SIGNAL_DISORDER: '1' });
  try {
    const at = await openQueue(wild);
    await wild.post('/orders', {});
    let messages: Message[] = [];
    const count = async () => (messages = [...messages, ...(await drain(at.queue, at.client))]).length;
    await expect.poll(count, { timeout: 9_000, interval: 200 }).toBe(2);
    expect(messages[0]!.NotificationMetadata.NotificationId).toBe(messages[1]!.NotificationMetadata.NotificationId);
  } finally {
    await wild.close();
  }
});

const filter = { eventFilterType: 'ORDER_CHANGE', orderChangeTypes: ['OrderStatusChange'] };
const subscription = (destinationId: string, eventFilter?: object) => ({
  payloadVersion: '1.0',
  destinationId,
  ...(eventFilter ? { processingDirective: { eventFilter } } : {}),
});

test('the subscription stands from the start; it can be deleted and made again with its filter only', async () => {
  const at = `${base}/subscriptions/ORDER_CHANGE`;
  const { payload } = (await test_.amazon(at)).body as {
    payload: { subscriptionId: string; destinationId: string; payloadVersion: string };
  };
  expect(payload).toMatchObject({ payloadVersion: '1.0', subscriptionId: expect.any(String) });
  const { subscriptionId, destinationId } = payload;
  expect((await grantless(`${at}/${subscriptionId}`)).body).toEqual({ payload });
  expect((await test_.amazon(`${base}/subscriptions?notificationTypes=ORDER_CHANGE`)).body).toEqual({
    payload: { subscriptions: [payload] },
  });
  const create = async (body: object, type = 'ORDER_CHANGE') =>
    (await test_.amazon(`${base}/subscriptions/${type}`, body)).status;
  expect(await create(subscription(destinationId, filter))).toBe(409);
  expect((await grantless(`${at}/${subscriptionId}`, undefined, 'DELETE')).status).toBe(200);
  expect((await test_.amazon(at)).status).toBe(404);
  expect(await create(subscription(destinationId))).toBe(400);
  expect(await create(subscription(destinationId, { eventFilterType: 'ORDER_CHANGE' }))).toBe(400);
  expect(await create(subscription(destinationId, { ...filter, eventFilterType: 'ANY_OFFER_CHANGED' }))).toBe(400);
  expect(await create(subscription(destinationId, { ...filter, orderChangeTypes: ['Anything'] }))).toBe(400);
  expect(await create(subscription(destinationId, { ...filter, marketplaceIds: ['ATVPDKIKX0DER'] }))).toBe(400);
  expect(await create(subscription('none', filter))).toBe(404);
  expect(await create(subscription(destinationId, filter), 'WEATHER')).toBe(400);
  await drain();
  await place();
  expect(await create(subscription(destinationId, filter))).toBe(200);
  const id = await place();
  let messages: Message[] = [];
  await expect.poll(async () => (messages = [...messages, ...(await drain())]).length, patient).toBe(1);
  expect(told(messages)).toEqual([[id, 'OrderStatusChange', 'Unshipped']]);
});

test('destinations are queues, never first-in-first-out, and stay while they are used', async () => {
  const list = async () => ((await grantless(`${base}/destinations`)).body as { payload: object[] }).payload;
  expect(await list()).toHaveLength(2);
  const create = (arn: string) =>
    grantless(`${base}/destinations`, { name: 'mine', resourceSpecification: { sqs: { arn } } });
  expect((await create('arn:aws:sqs:eu-west-1:1:a.fifo')).status).toBe(400);
  expect((await create('a')).status).toBe(400);
  const made = await create('arn:aws:sqs:eu-west-1:1:a');
  expect((await create('arn:aws:sqs:eu-west-1:1:a')).status).toBe(409);
  const { payload } = made.body as { payload: { destinationId: string } };
  const at = `${base}/destinations/${payload.destinationId}`;
  expect((await grantless(at)).body).toEqual({
    payload: {
      name: 'mine',
      destinationId: payload.destinationId,
      resource: { sqs: { arn: 'arn:aws:sqs:eu-west-1:1:a' } },
    },
  });
  expect((await grantless(at, undefined, 'DELETE')).status).toBe(200);
  expect((await grantless(at)).status).toBe(404);
  const { payload: used } = (await test_.amazon(`${base}/subscriptions/ORDER_CHANGE`)).body as {
    payload: { destinationId: string };
  };
  expect((await grantless(`${base}/destinations/${used.destinationId}`, undefined, 'DELETE')).status).toBe(409);
});

test('a test notification arrives where it was sent', async () => {
  const { payload } = (await test_.amazon(`${base}/subscriptions/ORDER_CHANGE`)).body as {
    payload: { destinationId: string };
  };
  await drain();
  const at = `${base}/subscriptions/ORDER_CHANGE/testNotification`;
  expect((await grantless(at, {})).status).toBe(400);
  expect((await grantless(at, { destinationId: payload.destinationId })).status).toBe(200);
  await expect.poll(async () => (await drain()).length).toBe(1);
});

test('a seller’s token does not open what belongs to the application, nor the other way round', async () => {
  expect((await test_.amazon(`${base}/destinations`)).status).toBe(403);
  expect((await grantless(`${base}/subscriptions/ORDER_CHANGE`)).status).toBe(403);
});
