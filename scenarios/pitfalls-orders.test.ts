import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  abroad,
  act,
  anotherClock,
  count,
  german,
  happened,
  inWorld,
  invoiceOf,
  patience,
  place,
  refusal,
  second,
  stored,
  ticketsOf,
  timesOf,
  twoAccounts,
} from './marketplace.ts';
import { allArriveAt, arrivesAt, findOrder } from './orders.ts';
import { pause, Stack } from './stack.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await Stack.start({ sandbox: twoAccounts, scenario: anotherClock });
});
afterAll(() => stack?.stop());

const faults = (settings: object): Promise<unknown> => stack.ask('/faults', settings);
const openTickets = (reason: string): Promise<number> =>
  count(stack, `from ticket where reason = $1 and status = 'open'`, reason);

// field.md 2
test('orders of one second, changed while pages are read, at a clock that is behind ours: none is lost, none comes twice', async () => {
  await faults({ signalLost: { times: 'always' } });
  const orders: string[] = [];
  // More than a page holds at once, then some while it is read and polled. Held at once: they cost nothing but their import.
  for (const many of [130, 7, 7, 7, 7]) {
    orders.push(...(await place(stack, 'unknownSku', abroad, many)));
    await pause(800);
  }
  await expect.poll(() => stored(stack, orders), patience).toBe(orders.length);
  await faults({ signalLost: false });
  const imported = count(
    stack,
    `from history h join sales_order o on o.id = h.order_id where o.channel_order_id = any($1) and h.type = 'OrderImported'`,
    orders,
  );
  expect(await imported).toBe(orders.length);
  // The polls have brought them, not the comparison of the days that makes good what polls lose.
  expect(await count(stack, 'from channel_day where recovered > 0')).toBe(0);
});

// channels.md § 10, pitfall 4
test('no parcel without a number is told to Amazon: a carrier’s file without one is a ticket, a packer without one is refused', async () => {
  const before = await openTickets('unreadable_message');
  await faults({ untrackedReturn: 1 });
  const orders: string[] = [];
  const until = Date.now() + patience.timeout;
  while (!(await timesOf(stack, 'untrackedReturn')) && Date.now() < until) {
    orders.push(...(await place(stack, 'plain', german, 4)));
    await pause(3_000);
  }
  await expect.poll(() => openTickets('unreadable_message'), patience).toBe(before + 1);
  await allArriveAt(stack, orders, 'paid');
  for (const id of orders) {
    const told = (await inWorld(stack, id)).confirmations;
    expect(told).toEqual([expect.objectContaining({ trackingNumber: expect.stringMatching(/^\S{8,}$/) })]);
  }
  const [packed] = await stack.rows<{ id: string }>(
    `select s.id from shipment s join carrier c on c.id = s.carrier_id where c.kind = 'own' and s.state = 'shipped' limit 1`,
  );
  const label = { parcelService: 'Deutsche Post', trackingNumber: ' ' };
  const refused = await refusal(stack, 'confirmPacking', { shipmentId: packed!.id, parcels: [label] });
  expect(refused).toBe('tracking_number_missing');
});

const shippedTo = async (id: string): Promise<{ street: string; addition: string | null }> =>
  (
    await stack.rows<{ street: string; addition: string | null }>(
      `select shipping_address ->> 'street' as street, shipping_address ->> 'addition' as addition
         from sales_order where channel_order_id = $1`,
      [id],
    )
  )[0]!;

// channels.md § 10, pitfall 10
test('an address is what its lines are, follows the buyer until a person has corrected it, and is billed to where no other is known', async () => {
  const [shifted] = await place(stack, 'shiftedAddress');
  await arrivesAt(stack, shifted!, 'paid');
  const read = await shippedTo(shifted!);
  expect(read).toEqual({ street: expect.stringMatching(/^\D+ \d+a?$/), addition: 'Hinterhaus, 2. OG' });
  expect((await invoiceOf(stack, shifted!)).data.buyer).toMatchObject(read);

  const [changed, corrected] = await place(stack, 'incompleteAddress', german, 2);
  await allArriveAt(stack, [changed!, corrected!], 'held');
  await stack.ask(`/orders/${changed}/address`, { addressLine1: 'Lindenweg 7' });
  await expect.poll(async () => (await shippedTo(changed!)).street, patience).toBe('Lindenweg 7');

  const { id: orderId } = (await findOrder(stack, corrected!))!;
  const [held] = await stack.rows<{ address: Record<string, string>; at: Date }>(
    'select shipping_address as address, channel_updated_at as at from sales_order where id = $1',
    [orderId],
  );
  const { phone: _, ...address } = held!.address;
  await act(stack, 'changeOrderAddress', { orderId, shippingAddress: { ...address, street: 'Lindenweg 9' } });
  // Amazon tells the old one again.
  await pause(1_000);
  await stack.ask(`/orders/${corrected}/address`);
  const told = () => count(stack, 'from sales_order where id = $1 and channel_updated_at > $2', orderId, held!.at);
  await expect.poll(told, patience).toBe(1);
  for (const id of [changed!, corrected!]) {
    await act(stack, 'resumeOrder', { orderId: (await findOrder(stack, id))!.id });
    await arrivesAt(stack, id, 'paid');
  }
  expect([(await shippedTo(changed!)).street, (await shippedTo(corrected!)).street]).toEqual([
    'Lindenweg 7',
    'Lindenweg 9',
  ]);
});

// field.md 3
test('an order with a line that nobody knows is here and held with its ticket; when the line is put right it runs to its end', async () => {
  const [strange] = await place(stack, 'unknownSku');
  const { id: orderId, total_cents: total } = await arrivesAt(stack, strange!, 'held');
  expect(await ticketsOf(stack, strange!)).toMatchObject([{ reason: 'unknown_sku', status: 'open' }]);
  const lines = await stack.rows<{ lineId: string; sku: string }>(
    'select id as "lineId", sku from order_line where order_id = $1',
    [orderId],
  );
  await act(stack, 'resumeOrder', {
    orderId,
    lines: lines.map(({ lineId, sku }) => ({ lineId, sku: sku.replace(/^ALT-/, '') })),
  });
  await arrivesAt(stack, strange!, 'paid');
  expect(await ticketsOf(stack, strange!)).toMatchObject([{ status: 'closed' }]);
  expect(await invoiceOf(stack, strange!)).toMatchObject({ gross_cents: total });
});

// channels.md § 10, pitfall 2; field.md 24
test('"already shipped" is compared: with our number it is good news, with another one a ticket that names both', async () => {
  await faults({ throttleAll: { times: 'always', operation: 'confirmShipment' } });
  const [ours, others] = (await place(stack, 'plain', second, 2)) as [string, string];
  const numberOf = async (id: string): Promise<string | undefined> =>
    (
      await stack.rows<{ number: string }>(
        `select e.intent ->> 'trackingNumber' as number from effect e join sales_order o on o.id = e.order_id
          where e.kind = 'channel_shipment' and o.channel_order_id = $1`,
        [id],
      )
    )[0]?.number;
  for (const id of [ours, others]) await expect.poll(() => numberOf(id), patience).toBeTruthy();
  // The seller has confirmed both in Amazon's own pages, the first as its label reads.
  const label = (await numberOf(ours))!.replaceAll(/(.{4})/g, '$1 ').trim();
  expect(await stack.ask(`/orders/${ours}/ship`, { trackingNumber: label })).toEqual({ orderId: ours });
  expect(await stack.ask(`/orders/${others}/ship`, { trackingNumber: 'BY-HAND-1' })).toEqual({ orderId: others });
  await faults({ throttleAll: false });
  await allArriveAt(stack, [ours, others], 'paid');
  await expect.poll(() => happened(stack, ours, 'ChannelInformed'), patience).toBe(1);
  const failed = async () => (await ticketsOf(stack, others)).filter(({ status }) => status === 'open');
  await expect.poll(async () => (await failed()).length, patience).toBe(1);
  expect(await failed()).toMatchObject([
    {
      reason: 'effect_failed',
      evidence: {
        error: `already shipped at Amazon with tracking number BY-HAND-1, ours is ${await numberOf(others)}`,
      },
    },
  ]);
  expect(await ticketsOf(stack, ours)).toEqual([]);
  for (const id of [ours, others]) expect((await inWorld(stack, id)).confirmations).toHaveLength(1);
});

// channels.md § 10, pitfall 15
test('while Amazon refuses the data that tell whether an order may be shipped, orders come and wait; afterwards they run', async () => {
  await faults({ datasetRefused: { times: 'always', value: 'FULFILLMENT' } });
  const [order] = await place(stack, 'plain', second);
  await arrivesAt(stack, order!, 'received');
  await expect.poll(() => timesOf(stack, 'datasetRefused'), patience).toBeGreaterThan(0);
  await pause(5_000);
  expect((await findOrder(stack, order!))!.station).toBe('received');
  await faults({ datasetRefused: false });
  // A worker leaves out what was refused for a quarter of an hour; a new one asks for everything.
  await stack.kill('worker-0');
  await stack.startWorker(0);
  await arrivesAt(stack, order!, 'paid');
  expect(await count(stack, 'from channel where paused')).toBe(0);
  await expect.poll(() => count(stack, 'from channel where last_error is not null'), patience).toBe(0);
});
