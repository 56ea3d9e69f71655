import { afterAll, beforeAll, expect, test } from 'vitest';
import { operations, type Operation } from '../apps/sandbox/src/amazon/operations.ts';
import { accessToken, openTestWorld, type TestWorld } from '../apps/sandbox/src/testing.ts';
import { officialOperation, type Schema } from './models.ts';

let test_: TestWorld;
beforeAll(async () => {
  // So fast that no call exceeds its quota, and a token lives as long as it is needed.
  test_ = await openTestWorld({ SANDBOX_SPEED: '600' });
});
afterAll(() => test_.close());

const order = '303-0000000-0000000';
const fills: Record<string, string> = { orderId: order, amazonOrderId: order, notificationType: 'ORDER_CHANGE' };
/** Operations of the application itself want a token without a seller. */
const grantless = new Set<Operation>([
  'createDestination',
  'getDestinations',
  'getDestination',
  'deleteDestination',
  'getSubscriptionById',
  'deleteSubscriptionById',
  'sendTestNotification',
]);

/** Bodies that fit their models in every name. */
const bodies: Partial<Record<Operation, Schema>> = {
  confirmShipment: {
    marketplaceId: 'A1PA6795UKMFR9',
    codCollectionMethod: 'DirectPayment',
    packageDetail: {
      packageReferenceId: '1',
      carrierCode: 'DHL',
      carrierName: 'DHL',
      shippingMethod: 'Paket',
      trackingNumber: '0034',
      shipDate: '2026-11-25T08:00:00Z',
      shipFromSupplySourceId: 'A',
      orderItems: [{ orderItemId: '1', quantity: 1, transparencyCodes: ['A'] }],
    },
  },
  createReport: {
    reportType: 'GET_FLAT_FILE_ALL_ORDERS_DATA_BY_ORDER_DATE_GENERAL',
    marketplaceIds: ['A1PA6795UKMFR9'],
    dataStartTime: '2026-11-24T08:00:00Z',
    dataEndTime: '2026-11-25T08:00:00Z',
    reportOptions: { custom: 'true' },
  },
  createFeed: {
    feedType: 'UPLOAD_VAT_INVOICE',
    marketplaceIds: ['A1PA6795UKMFR9'],
    inputFeedDocumentId: 'D',
    feedOptions: { 'metadata:OrderId': order },
  },
  createFeedDocument: { contentType: 'application/pdf' },
  createDestination: {
    name: 'orders',
    resourceSpecification: { sqs: { arn: 'arn:aws:sqs:eu-west-1:000000000000:another' } },
  },
  createSubscription: {
    payloadVersion: '1.0',
    destinationId: 'D',
    processingDirective: {
      eventFilter: {
        eventFilterType: 'ORDER_CHANGE',
        orderChangeTypes: ['OrderStatusChange'],
        marketplaceIds: ['A1PA6795UKMFR9'],
        aggregationSettings: { aggregationTimePeriod: 'FiveMinutes' },
      },
    },
  },
  sendTestNotification: { destinationId: 'D', testNotification: { payloadVersion: '1.0', testScenario: 'A' } },
};

async function token(operation: Operation): Promise<string> {
  if (!grantless.has(operation)) return accessToken(test_.url);
  const { clientId: client_id, clientSecret: client_secret } = await test_.setup();
  const scope = 'sellingpartnerapi::notifications';
  const body = new URLSearchParams({ grant_type: 'client_credentials', scope, client_id, client_secret });
  const answer = await fetch(`${test_.url}/auth/o2/token`, { method: 'POST', body });
  return ((await answer.json()) as { access_token: string }).access_token;
}

/** Asks an operation at its place in the model; gives what was answered. */
async function ask(operation: Operation, query: string, body?: unknown): Promise<{ status: number; text: string }> {
  const { method, path } = officialOperation(operation)!;
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => fills[name] ?? '1');
  const answer = await fetch(`${test_.url}${filled}${query}`, {
    method,
    headers: { 'x-amz-access-token': await token(operation), 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: answer.status, text: await answer.text() };
}
const refused = expect.objectContaining({ status: 400, text: expect.stringContaining('"InvalidInput"') });

test.each(operations)('%s refuses a parameter that the model does not know', async (operation) => {
  expect(await ask(operation, '?surprise=1', bodies[operation])).toEqual(refused);
});

/** Every way of spoiling a value by one name: one too many, a required one missing, one of another type. */
function spoilt(value: Schema, schema: Schema): [string, Schema][] {
  const properties = schema.properties as Record<string, Schema>;
  return [
    ['surprise added', { ...value, surprise: 1 }],
    ...((schema.required ?? []) as string[]).map((name): [string, Schema] => [
      `${name} missing`,
      Object.fromEntries(Object.entries(value).filter(([key]) => key !== name)),
    ]),
    ...Object.keys(properties).flatMap((name): [string, Schema][] =>
      name in value ? [[`${name} of another type`, { ...value, [name]: 7.5 }]] : [],
    ),
    ...Object.entries(properties).flatMap(([name, inner]) => spoiltInside(value, name, inner)),
  ];
}

function spoiltInside(value: Schema, name: string, schema: Schema): [string, Schema][] {
  const inner = value[name];
  const items = schema.items as Schema | undefined;
  const tell = ([what, changed]: [string, unknown]): [string, Schema] => [
    `${name}: ${what}`,
    { ...value, [name]: changed },
  ];
  if (Array.isArray(inner) && items?.properties)
    return spoilt(inner[0] as Schema, items).map(([what, changed]) => tell([what, [changed]]));
  return inner && schema.properties ? spoilt(inner as Schema, schema).map(tell) : [];
}

const mistakes = Object.entries(bodies).flatMap(([name, body]) =>
  spoilt(body, officialOperation(name)!.bodySchema!).map(
    ([what, spoiltBody]) => [name as Operation, what, spoiltBody] as const,
  ),
);

test.each(Object.keys(bodies) as Operation[])(
  'the right body of %s fits its model, and the sandbox has nothing against its form',
  async (operation) => {
    expect(officialOperation(operation)!.checkBody!(bodies[operation])).toEqual([]);
    const { text } = await ask(operation, '', bodies[operation]);
    expect(text).not.toMatch(/Unrecognized key|Invalid (input|option|string|ISO)|not known/);
  },
);

test.each(mistakes)('%s refuses a body with %s', async (operation, _, body) => {
  expect(await ask(operation, '', body)).toEqual(refused);
});

test('each operation with a body is among them', () => {
  const withBody = operations.filter((operation) => officialOperation(operation)!.checkBody);
  expect(Object.keys(bodies).toSorted()).toEqual(withBody.toSorted());
});
