import { newId } from '@kontor/domain/kernel/id';
import { Parcel } from '@kontor/domain/shipments/shipment.entity';
import { anIncomingOrder } from '@kontor/domain/testing';
import { createClient } from 'graphql-ws';
import { afterAll, beforeAll, expect, test } from 'vitest';
import WebSocket from 'ws';
import { openTestApi, type TestApi } from '../testing.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
  const at = (n: number) => new Date(Date.parse('2026-11-01T00:00:00Z') + Math.floor(n / 5) * 1_000);
  // Five orders share each instant.
  await api.place(...Array.from({ length: 120 }, (_, n) => anIncomingOrder({ placedAt: at(n) })));
});
afterAll(() => api.close());

interface Page {
  orders: {
    totalCount: number;
    edges: { node: { id: string; number: string } }[];
    pageInfo: { hasNextPage: boolean; endCursor: string };
  };
}

test('pages give every order once, newest first, though many share one instant', async () => {
  const numbers: string[] = [];
  let after: string | null = null;
  do {
    const query =
      'query($after: String) { orders(first: 7, after: $after) { totalCount edges { node { id number } } pageInfo { hasNextPage endCursor } } }';
    const { orders }: Page = (await api.graphql<Page>(query, { after })).data!;
    expect(orders.totalCount).toBe(120);
    numbers.push(...orders.edges.map((edge) => edge.node.number));
    after = orders.pageInfo.hasNextPage ? orders.pageInfo.endCursor : null;
  } while (after);
  expect(numbers).toHaveLength(120);
  expect(new Set(numbers).size).toBe(120);
  expect([numbers[0], numbers.at(-1)]).toEqual([
    expect.stringMatching(/A-1001(16|17|18|19|20)/),
    expect.stringMatching(/A-10000[1-5]/),
  ]);
});

test('every station is counted, and the search finds numbers', async () => {
  const { data } = await api.graphql<{ stationCounts: { station: string; count: number }[] }>(
    '{ stationCounts { station count } }',
  );
  expect(data!.stationCounts).toHaveLength(10);
  expect(data!.stationCounts.find(({ station }) => station === 'received')?.count).toBe(120);
  const find = async (search: string) =>
    (
      await api.graphql<Page>('query($search: String) { orders(filter: { search: $search }) { totalCount } }', {
        search,
      })
    ).data!.orders.totalCount;
  expect([await find('A-100007'), await find('%'), await find("'; drop table sales_order; --")]).toEqual([1, 0, 0]);
});

test('the search finds an order by every parcel, by every invoice and by the name that is shown', async () => {
  const orderIds = (await api.ctx().em.execute('select id from sales_order order by number limit 2')) as {
    id: string;
  }[];
  const [parcels, named] = orderIds.map((row) => row.id) as [string, string];
  const shipmentId = newId();
  await api.ctx().em.execute(
    `insert into shipment (id, number, order_id, carrier_id, service_code, service_name, parcel_service, state, created_at)
     values (?, 'S-1', ?, ?, 'paket', 'Paket', 'DHL', 'shipped', now())`,
    [shipmentId, parcels, api.own.id],
  );
  for (const trackingNumber of ['00340000000000000011', '00340000000000000028'])
    await api.ctx().em.insert(Parcel, {
      id: newId(),
      shipmentId,
      trackingNumber,
      parcelService: 'DHL',
      shippedAt: new Date(),
    });
  await api
    .ctx()
    .em.execute(
      `update sales_order set buyer_name = null, shipping_address = shipping_address || '{"name": "Uwe Özdemir"}' where id = ?`,
      [named],
    );
  const query =
    'query($search: String) { orders(filter: { search: $search }) { totalCount edges { node { id } } } orderIndex(filter: { search: $search }) { ids } }';
  const find = async (search: string) => {
    const { data } = await api.graphql<Page & { orderIndex: { ids: string[] } }>(query, { search });
    expect(data!.orders.edges.map(({ node }) => node.id)).toEqual(data!.orderIndex.ids);
    return data!.orderIndex.ids;
  };
  expect(await find('00340000000000000028')).toEqual([parcels]);
  expect(await find('0034000000000000')).toEqual([parcels]);
  expect(await find('özdemir')).toEqual([named]);
  expect(await find('00349')).toEqual([]);
  expect(await find('ÖZDEMIR uwe')).toEqual([named]);
  expect(await find('özdemir anna')).toEqual([]);
});

test('the packed ids are the ids; the list is narrowed by days and sorted as asked', async () => {
  interface Index {
    orderIndex: { ids: string[]; packedIds: string; count: number };
  }
  const ask = async (args: string) =>
    (await api.graphql<Index>(`{ orderIndex(${args}) { ids packedIds count } }`)).data!.orderIndex;
  const { ids, packedIds, count } = await ask('filter: { running: true }');
  expect(count).toBe(120);
  expect(Buffer.from(packedIds, 'base64').toString('hex')).toBe(ids.join('').replaceAll('-', ''));
  expect((await ask('sort: oldest')).ids).toEqual(ids.toReversed());
  expect(await ask('first: 7')).toMatchObject({ count: 120, ids: ids.slice(0, 7) });
  const days = async (from: string, until: string) =>
    (await ask(`filter: { placedFrom: "${from}", placedUntil: "${until}" }`)).ids;
  // Midnight UTC is one o'clock in Berlin.
  expect(await days('2026-11-01', '2026-11-01')).toEqual(ids);
  expect([await days('2026-11-02', '2026-11-30'), await days('2026-10-01', '2026-10-31')]).toEqual([[], []]);
  await api.ctx().em.execute('update sales_order set total_cents = 999999 where id = ?', [ids[60]!]);
  expect((await ask('sort: amount')).ids[0]).toBe(ids[60]);
  await api.ctx().em.execute('update sales_order set ship_by = null');
  await api.ctx().em.execute('update sales_order set ship_by = now() where id = ?', [ids[70]!]);
  expect((await ask('sort: shipBy')).ids[0]).toBe(ids[70]);
});

test('an id that is none is the caller’s mistake, not a fault; an unknown one is nobody', async () => {
  for (const query of [
    '{ order(id: "x") { id } }',
    '{ ordersByIds(ids: ["x"]) { id } }',
    '{ orders(filter: { channelId: "x" }) { totalCount } }',
    'mutation { cancelOrder(input: { orderId: "x" }) { id } }',
    '{ orders(after: "x") { totalCount } }',
    '{ orderIndex(filter: { placedFrom: "yesterday" }) { count } }',
  ])
    expect((await api.graphql(query)).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  const unknown = await api.graphql(
    '{ order(id: "00000000-0000-7000-8000-000000000000") { id } ordersByIds(ids: ["00000000-0000-7000-8000-000000000000"]) { id } }',
  );
  expect(unknown.data).toEqual({ order: null, ordersByIds: [] });
});

test('the index and its rows fit together', async () => {
  const { orderIndex } = (
    await api.graphql<{ orderIndex: { ids: string[]; cursor: string } }>('{ orderIndex { ids cursor } }')
  ).data!;
  expect(orderIndex.ids).toHaveLength(120);
  const query = 'query($ids: [ID!]!) { ordersByIds(ids: $ids) { id } }';
  const { ordersByIds } = (
    await api.graphql<{ ordersByIds: { id: string }[] }>(query, { ids: orderIndex.ids.slice(10, 20) })
  ).data!;
  expect(ordersByIds.map(({ id }) => id)).toEqual(orderIndex.ids.slice(10, 20));
});

test('fifty orders with everything that hangs on them cost as many queries as five', async () => {
  const ask = (first: number) => () =>
    api.graphql(
      `{ orders(first: ${first}) { edges { node { number channel { code } lines { sku known } shipments { number parcels { trackingNumber } } documents { path } invoices { number document { path } } payments { settlement } effects { kind } tickets { number } history { type actor } carrierDecision { reason } customer { addresses { city } orderCount orders(first: 3) { number } } } } } }`,
    );
  const customers = `insert into customer (id, number, name, created_at) select id, number, 'Jana', now() from sales_order`;
  await api.ctx().em.execute(customers);
  await api.ctx().em.execute('update sales_order set customer_id = id');
  expect((await ask(50)()).errors).toBeUndefined();
  const few = await api.countQueries(ask(5));
  expect(few).toBeGreaterThan(3);
  expect(await api.countQueries(ask(50))).toBe(few);
});

test('a query of absurd depth and one that asks for too much are refused in words', async () => {
  const nest = (depth: number): string => (depth ? `customer { orders { ${nest(depth - 1)} } }` : 'id');
  const deep = await api.graphql(`{ order(number: "A-100001") { ${nest(9)} } }`);
  expect(deep.errors?.[0]).toMatchObject({
    message: 'query depth 20 is over the limit of 8',
    extensions: { code: 'QUERY_TOO_DEEP' },
  });
  const wide = await api.graphql(
    `{ ${Array.from({ length: 60 }, (_, n) => `a${n}: orders(first: 200) { edges { node { id number history { type } } } }`).join(' ')} }`,
  );
  expect([wide.status, wide.errors?.[0]?.extensions.code]).toEqual([400, 'QUERY_TOO_COMPLEX']);
  const wrong = await api.graphql('query($first: Int) { orders(first: $first) { totalCount } }', { first: 'x' });
  expect([wrong.status, wrong.errors?.[0]?.extensions.code]).toEqual([400, 'BAD_USER_INPUT']);
});

test('fragments that spread each other twice are not walked 2^60 times', async () => {
  const chain = Array.from({ length: 60 }, (_, n) => `fragment f${n} on Order { ...f${n + 1} ...f${n + 1} }`).join(' ');
  const query = (last: string) =>
    `query { order(number: "A-100001") { ...f0 } } ${chain} fragment f60 on Order { ${last} }`;
  const refused = await api.graphql(query('id'));
  expect([refused.status, refused.errors?.[0]?.extensions.code]).toEqual([400, 'QUERY_TOO_COMPLEX']);
  const deep = 'customer { orders { customer { orders { customer { orders { customer { orders { id } } } } } } } }';
  expect((await api.graphql(query(deep))).errors?.[0]?.extensions.code).toBe('QUERY_TOO_DEEP');
});

test('a subscriber that was away goes on by its cursor: nothing missed, nothing twice', async () => {
  const connect = () =>
    createClient({
      url: `${api.url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: { authorization: `Bearer ${api.token}` },
      retryAttempts: 0,
    });
  interface Change {
    orderChanges: { cursor: string; type: string; order: { channelOrderId: string } };
  }
  const follow = async (since: string, count: number): Promise<{ cursor: string; ids: string[] }> => {
    const client = connect();
    const ids: string[] = [];
    let cursor = since;
    for await (const { data } of client.iterate<Change>({
      query: 'subscription($since: String) { orderChanges(since: $since) { cursor type order { channelOrderId } } }',
      variables: { since },
    })) {
      ({ cursor } = data!.orderChanges);
      if (data!.orderChanges.type === 'OrderImported') ids.push(data!.orderChanges.order.channelOrderId);
      if (ids.length === count) break;
    }
    await client.dispose();
    return { cursor, ids };
  };
  const { orderIndex } = (await api.graphql<{ orderIndex: { cursor: string } }>('{ orderIndex { cursor } }')).data!;
  const orders = Array.from({ length: 6 }, () => anIncomingOrder());
  const first = follow(orderIndex.cursor, 2);
  await api.place(...orders.slice(0, 2));
  const { cursor, ids } = await first;
  await api.place(...orders.slice(2, 4));
  await api.place(...orders.slice(4));
  const rest = await follow(cursor, 4);
  expect([...ids, ...rest.ids]).toEqual(orders.map((order) => order.channelOrderId));
  const gap = connect().iterate({ query: 'subscription { orderChanges(since: "nonsense") { cursor } }' });
  await expect(gap.next()).rejects.toMatchObject([{ extensions: { code: 'RESUME_GAP' } }]);
});

test('an order that is over is found among those that are over, by the same words', async () => {
  const order = anIncomingOrder({ channelOrderId: '999-7654321-0000001' });
  await api.place(order);
  const find = async (part: string) =>
    (
      await api.graphql<{ orderIndex: { count: number } }>(
        `{ orderIndex(filter: { search: "7654321", ${part} }) { count } }`,
      )
    ).data!.orderIndex.count;
  const all = () => Promise.all([find('running: true'), find('running: false'), find('stations: [paid, received]')]);
  expect(await all()).toEqual([1, 0, 1]);
  await api
    .ctx()
    .em.execute(`update sales_order set station = 'paid' where channel_order_id = ?`, [order.channelOrderId]);
  expect(await all()).toEqual([0, 1, 1]);
});
