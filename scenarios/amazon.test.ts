import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  abroad,
  act,
  count,
  german,
  happened,
  inWorld,
  patience,
  place,
  second,
  stored,
  timesOf,
  twoAccounts,
} from './marketplace.ts';
import { arrivesAt, findOrder } from './orders.ts';
import { pause, Stack } from './stack.ts';

let stack: Stack;
let channelId: string;

beforeAll(async () => {
  // Two accounts, no order but those placed here; every second signal comes late, twice or out of turn.
  stack = await Stack.start({
    workers: 2,
    sandbox: { ...twoAccounts, SANDBOX_SIGNAL_DISORDER: '0.5' },
  });
  channelId = (await stack.rows<{ id: string }>(`select id from channel where code = 'amazon-2'`))[0]!.id;
});
afterAll(() => stack?.stop());

test('orders of two accounts and three marketplaces run beside each other; each channel is told of its own parcels', async () => {
  const placed = await Promise.all([german, second, abroad].map((where) => place(stack, 'multi', where, 2)));
  for (const id of placed.flat()) await arrivesAt(stack, id, 'paid');
  const rows = await stack.rows<{ code: string; marketplace: string; n: number }>(
    `select c.code, o.marketplace, count(*)::int as n from sales_order o join channel c on c.id = o.channel_id
      group by c.code, o.marketplace order by c.code, o.marketplace`,
  );
  expect(rows).toEqual([
    { code: 'amazon-2', marketplace: abroad.marketplaceId, n: 2 },
    { code: 'amazon-2', marketplace: second.marketplaceId, n: 2 },
    { code: 'amazon-de', marketplace: second.marketplaceId, n: 2 },
  ]);
  for (const id of placed.flat()) expect((await inWorld(stack, id)).confirmations).toHaveLength(1);
  // Quantities of two to five: the total of a line taken for its unit price would show.
  const wrong = await count(
    stack,
    'from sales_order o join invoice i on i.order_id = o.id where i.gross_cents <> o.total_cents',
  );
  expect(wrong).toBe(0);
  expect((await stack.world()).throttled).toEqual({});
});

test('pending orders wait for their payment; the marketplace ships its own; a replacement costs nothing and names its original', async () => {
  const pending: string[] = [];
  const waited = (): Promise<number> =>
    count(
      stack,
      `from history h join sales_order o on o.id = h.order_id
        where o.channel_order_id = any($1) and h.type = 'OrderReady'`,
      pending,
    );
  const until = Date.now() + patience.timeout;
  // A payment comes within a second or two here: orders are placed until one was seen while it waited.
  while (!(await waited()) && Date.now() < until) {
    pending.push(...(await place(stack, 'pending')));
    await pause(500);
  }
  expect(await waited()).toBeGreaterThan(0);
  const [fba] = await place(stack, 'fba');
  const [replacement] = await place(stack, 'replacement');
  for (const id of pending) await arrivesAt(stack, id, 'paid', 'cancelled');
  for (const id of pending)
    expect((await findOrder(stack, id))!.station).toBe(
      (await inWorld(stack, id)).status === 'SHIPPED' ? 'paid' : 'cancelled',
    );
  await arrivesAt(stack, fba!, 'paid');
  expect(await happened(stack, fba!, 'MarketplaceShipped')).toBe(1);
  expect(await happened(stack, fba!, 'ShipmentHandedOver')).toBe(0);
  expect((await inWorld(stack, fba!)).confirmations).toEqual([]);
  await arrivesAt(stack, replacement!, 'closed', 'paid');
  const [{ replaces, total }] = (await stack.rows<{ replaces: string; total: number }>(
    'select replaces, total_cents as total from sales_order where channel_order_id = $1',
    [replacement],
  )) as [{ replaces: string; total: number }];
  expect(total).toBe(0);
  expect((await inWorld(stack, replaces)).status).toBe('SHIPPED');
});

test('late personal data are a state and no error: the order waits without a ticket and runs when they come', async () => {
  const [late] = await place(stack, 'lateData');
  await arrivesAt(stack, late!, 'received');
  expect(await count(stack, 'from sales_order where channel_order_id = $1 and data_retry_at is not null', late)).toBe(
    1,
  );
  await arrivesAt(stack, late!, 'paid');
  expect(
    await count(stack, 'from ticket t join sales_order o on o.id = t.order_id where o.channel_order_id = $1', late),
  ).toBe(0);
  expect(await count(stack, 'from channel where last_error is not null')).toBe(0);
});

test('who wants to cancel gets no parcel unless it has left; the cancellation by staff reaches the channel', async () => {
  const wanting = await place(stack, 'cancelRequest', second, 6);
  const undecided = () =>
    count(
      stack,
      `from unnest($1::text[]) placed where not exists (select 1 from sales_order o where o.channel_order_id = placed and (
          o.station = 'cancelled' or o.hold_reasons @> '["cancel_requested"]'
          or (o.station = 'held' and o.cancel_requested_at is not null) or exists (
            select 1 from ticket t where t.order_id = o.id and t.reason in ('cancel_requested_late', 'cancelled_after_transmission'))))`,
      wanting,
    );
  await expect.poll(undecided, patience).toBe(0);
  const shipped = await stack.rows(
    `select 1 from sales_order o join history h on h.order_id = o.id
      where o.channel_order_id = any($1) and o.station = 'held' and h.type = 'ShipmentHandedOver'
        and not exists (select 1 from ticket t where t.order_id = o.id and t.reason like 'cancel%')`,
    [wanting],
  );
  expect(shipped).toEqual([]);
  const [plain] = await place(stack, 'unknownSku', second);
  const { id: orderId } = await arrivesAt(stack, plain!, 'held');
  await act(stack, 'cancelOrder', { orderId, reason: 'no_stock' });
  await arrivesAt(stack, plain!, 'cancelled');
  await expect.poll(async () => (await inWorld(stack, plain!)).status, patience).toBe('CANCELLED');
  await expect.poll(() => happened(stack, plain!, 'CancelAccepted'), patience).toBe(1);
});

test('signals alone bring orders; a lost one is made good by a run by hand, a pause by a backfill, anything else by the comparison', async () => {
  await act(stack, 'setChannelRhythm', { channelId, everySeconds: 86_400 });
  const [signalled] = await place(stack, 'plain', abroad);
  await arrivesAt(stack, signalled!, 'paid');

  await stack.ask('/faults', { signalLost: { times: 'always' } });
  const [unsignalled] = await place(stack, 'plain', abroad);
  await pause(5_000);
  expect(await stored(stack, [unsignalled!])).toBe(0);
  await act(stack, 'runChannelNow', { channelId });
  await arrivesAt(stack, unsignalled!, 'paid');

  await act(stack, 'pauseChannel', { channelId });
  const [missed] = await place(stack, 'plain', { ...second, deliveredDaysAgo: 1 });
  const dayAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
  await act(stack, 'startBackfill', { channelId, fromDay: dayAgo(7), toDay: dayAgo(2) });
  await expect.poll(() => stored(stack, [missed!]), patience).toBe(1);
  await act(stack, 'continueChannel', { channelId });

  // An express order of two days ago that neither signal nor poll has told of; two days go by until a day is compared again.
  const [lost] = await place(stack, 'promotion', { ...second, deliveredDaysAgo: 0 });
  await stack.rows(`update channel_day set asked_at = asked_at - interval '3 days' where channel_id = $1`, [channelId]);
  await expect.poll(() => stored(stack, [lost!]), { timeout: 300_000 }).toBe(1);
  await expect
    .poll(() => count(stack, 'from channel_day where channel_id = $1 and recovered > 0', channelId), patience)
    .toBe(1);
  await stack.ask('/faults', { signalLost: false });
  await act(stack, 'setChannelRhythm', { channelId, everySeconds: 60 });
});

test('a parcel that Amazon forgot or confirmed without an answer is told until it is known, once', async () => {
  await stack.ask('/faults', { droppedConfirmation: 1, droppedAfter: { times: 1, operation: 'confirmShipment' } });
  const orders = await place(stack, 'plain', abroad, 4);
  for (const id of orders) await arrivesAt(stack, id, 'paid');
  expect([await timesOf(stack, 'droppedConfirmation'), await timesOf(stack, 'droppedAfter')]).toEqual([1, 1]);
  for (const id of orders)
    expect(new Set((await inWorld(stack, id)).confirmations.map((told) => told.trackingNumber)).size).toBe(1);
});

test('for an order delivered ten days ago Amazon asks for a review, once; for a new one nobody does', async () => {
  const [delivered] = await place(stack, 'plain', { ...second, deliveredDaysAgo: 10 });
  const [fresh] = await place(stack, 'plain', second);
  for (const id of [delivered!, fresh!]) await arrivesAt(stack, id, 'paid');
  const asked = () =>
    stack.rows<{ id: string; asked: boolean }>(
      `select o.channel_order_id as id, (h.data ->> 'asked')::boolean as asked from history h
         join sales_order o on o.id = h.order_id where h.type = 'ReviewRequested'`,
    );
  // Twice the time between two looks at who may be asked.
  await expect.poll(async () => (await asked()).length, patience).toBeGreaterThan(0);
  await pause(65_000);
  expect(await asked()).toEqual([{ id: delivered, asked: true }]);
});

/** What a call may meet; each is met twice. */
const callFaults = {
  internalFailure: 2,
  unavailable: 2,
  htmlError: 2,
  htmlAnswer: 2,
  emptyAnswer: 2,
  droppedBefore: 2,
  unauthorized: 2,
  accessDenied: 2,
  throttleAll: { times: 2 },
  tokensExpired: 2,
  tokenUnavailable: 2,
  datasetRefused: { times: 2, value: 'PACKAGES' },
};
const pageFaults = { malformedOrder: 1, duplicatedPage: 1, shiftingPage: 1, emptyPage: 1, repeatedToken: 1 };

test('no fault of calls, tokens or pages loses an order, brings one twice, or switches the import off', async () => {
  const [first] = (await stack.rows<{ id: string }>(`select id from channel where code = 'amazon-de'`)) as [
    { id: string },
  ];
  const before = await count(stack, 'from sales_order');
  const orders: string[] = [];
  for (const [fault, how] of Object.entries(callFaults)) {
    await stack.ask('/faults', { [fault]: how });
    orders.push(...(await place(stack, 'plain')));
    await expect.poll(() => timesOf(stack, fault), patience).toBeGreaterThanOrEqual(2);
  }
  await expect.poll(() => stored(stack, orders), patience).toBe(orders.length);

  await act(stack, 'pauseChannel', { channelId: first.id });
  await stack.ask('/faults', { ...pageFaults, signalLost: { times: 'always' } });
  // Held at once, so that they cost nothing but their import.
  orders.push(...(await place(stack, 'unknownSku', german, 130)));
  await act(stack, 'continueChannel', { channelId: first.id });
  for (const fault of Object.keys(pageFaults))
    await expect.poll(() => timesOf(stack, fault), { timeout: 200_000, message: fault }).toBeGreaterThan(0);
  await expect.poll(() => stored(stack, orders), patience).toBe(orders.length);
  await stack.ask('/faults', { signalLost: false });
  expect(await count(stack, 'from sales_order')).toBe(before + orders.length);
  expect(await count(stack, 'from channel where paused')).toBe(0);
  expect(await count(stack, 'from timer where paused')).toBe(0);
  await expect.poll(() => count(stack, 'from channel where last_error is not null'), patience).toBe(0);
});
