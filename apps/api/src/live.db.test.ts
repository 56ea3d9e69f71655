import { Ticket } from '@kontor/domain/tickets/ticket.entity';
import { HistoryFollower } from '@kontor/platform/follow-history';
import { anIncomingOrder } from '@kontor/domain/testing';
import { newId } from '@kontor/domain/kernel/id';
import { createClient, type Client } from 'graphql-ws';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import WebSocket from 'ws';
import { openTestApi, type TestApi } from './testing.ts';

let api: TestApi;
const clients: Client[] = [];
beforeAll(async () => {
  api = await openTestApi();
});
afterEach(async () => {
  for (const client of clients.splice(0)) await client.dispose();
});
afterAll(() => api.close());

function subscribe<Data>(
  query: string,
  variables: Record<string, unknown>,
  server: string = api.url,
): AsyncIterableIterator<{ data?: Data | null }> {
  const client = createClient({
    url: `${server.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${api.token}` },
    retryAttempts: 0,
  });
  clients.push(client);
  return client.iterate<Data>({ query, variables });
}

const head = async (): Promise<string> =>
  (await api.graphql<{ orderIndex: { cursor: string } }>('{ orderIndex { cursor } }')).data!.orderIndex.cursor;

/** One order that is there, and its id. */
async function placed(): Promise<string> {
  const order = anIncomingOrder();
  await api.place(order);
  const [{ id }] = (await api
    .ctx()
    .em.execute('select id from sales_order where channel_order_id = ?', [order.channelOrderId])) as [{ id: string }];
  return id;
}

const record = (em: ReturnType<TestApi['ctx']>['em'], type: string, orderId: string) =>
  em.execute(`insert into history (type, order_id, actor, data, at) values (?, ?, 'test', '{}', now())`, [
    type,
    orderId,
  ]);
const wake = () => api.ctx().em.execute(`select pg_notify('kontor', '')`);

interface OrderChange {
  orderChanges: { cursor: string; type: string; order: { id: string; tickets: { number: string }[] } };
}
const orderChanges =
  'subscription($since: String) { orderChanges(since: $since) { cursor type order { id tickets { number } } } }';

test('two open transactions that commit in the other order: both events, once, and again from each cursor', async () => {
  const id = await placed();
  const since = await head();
  const first = api.ctx().em;
  const second = api.ctx().em;
  await first.begin();
  await record(first, 'First', id);
  await second.begin();
  await record(second, 'Second', id);
  await second.commit();
  await wake();
  const changes = subscribe<OrderChange>(orderChanges, { since });
  const next = changes.next();
  await first.commit();
  await wake();
  const seen = [(await next).value, (await changes.next()).value].map(({ data }) => data.orderChanges);
  expect(seen.map(({ type }) => type)).toEqual(['First', 'Second']);
  const resumed = subscribe<OrderChange>(orderChanges, { since: seen[0].cursor });
  expect((await resumed.next()).value.data.orderChanges).toMatchObject({ type: 'Second', cursor: seen[1].cursor });
});

test('what hangs on an order is read anew for each of its events', async () => {
  const id = await placed();
  const since = await head();
  const changes = subscribe<OrderChange>(orderChanges, { since });
  const next = async () => (await changes.next()).value.data.orderChanges.order.tickets;
  await record(api.ctx().em, 'Before', id);
  await wake();
  expect(await next()).toEqual([]);
  await api.ctx().em.insert(Ticket, {
    id: newId(),
    number: 'T-9',
    kind: 'hold',
    cause: 'test',
    reason: 'remark',
    status: 'open',
    evidence: {},
    orderId: id,
    createdAt: new Date(),
    rev: 1,
  });
  await record(api.ctx().em, 'After', id);
  await wake();
  expect(await next()).toEqual([{ number: 'T-9' }]);
});

test('a subscriber who leaves is followed for no longer, though nothing happens', async () => {
  const follow = vi.spyOn(HistoryFollower.prototype, 'follow');
  const since = await head();
  const changes = subscribe('subscription($since: String) { ticketChanges(since: $since) { cursor } }', { since });
  const waiting = changes.next();
  await expect.poll(() => follow.mock.calls.length).toBe(1);
  const [, signal] = follow.mock.calls[0]!;
  const events = follow.mock.results[0]!.value as AsyncGenerator;
  expect(signal!.aborted).toBe(false);
  await changes.return!();
  await waiting;
  await expect.poll(() => signal!.aborted).toBe(true);
  expect((await events.next()).done).toBe(true);
  follow.mockRestore();
});

test('two servers behind one address: a subscriber goes on at the other where the first left it, once each', async () => {
  const other = await api.startAnother();
  try {
    const id = await placed();
    const since = await head();
    const both = [api.url, other.url].map((url) => subscribe<OrderChange>(orderChanges, { since }, url));
    const typeOf = async (changes: (typeof both)[number]) =>
      (await changes.next()).value.data.orderChanges as OrderChange['orderChanges'];
    for (const type of ['One', 'Two']) await record(api.ctx().em, type, id);
    await wake();
    const seen = await Promise.all(both.map(async (changes) => [await typeOf(changes), await typeOf(changes)]));
    expect(seen[0]!.map(({ type }) => type)).toEqual(['One', 'Two']);
    expect(seen[1]!.map(({ cursor }) => cursor)).toEqual(seen[0]!.map(({ cursor }) => cursor));
    // The socket to the first is lost after 'One'.
    await record(api.ctx().em, 'Three', id);
    const resumed = subscribe<OrderChange>(orderChanges, { since: seen[0]![0]!.cursor }, other.url);
    await wake();
    expect([(await typeOf(resumed)).type, (await typeOf(resumed)).type]).toEqual(['Two', 'Three']);
  } finally {
    await other.close();
  }
});
