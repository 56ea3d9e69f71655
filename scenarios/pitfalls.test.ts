import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
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
  refusal,
  second,
  stored,
  ticketsOf,
  timesOf,
  twoAccounts,
} from './marketplace.ts';
import { arrivesAt, findOrder } from './orders.ts';
import { pause, Stack } from './stack.ts';

let stack: Stack;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'kontor-pitfalls-'));
  // All along, the marketplace's clock is two and a half minutes behind ours, more than polls read again, and tells whole seconds.
  const scenario = path.join(folder, 'clock.json');
  writeFileSync(scenario, JSON.stringify({ steps: [{ faults: { clockBehind: { value: 150 }, wholeSeconds: true } }] }));
  stack = await Stack.start({ sandbox: { ...twoAccounts, SANDBOX_SCENARIO: scenario } });
});
afterAll(async () => {
  await stack?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const faults = (settings: object): Promise<unknown> => stack.ask('/faults', settings);
const openTickets = (reason: string): Promise<number> =>
  count(stack, `from ticket where reason = $1 and status = 'open'`, reason);

async function allArriveAt(ids: string[], ...stations: string[]): Promise<void> {
  for (const id of ids) await arrivesAt(stack, id, ...stations);
}

// channels.md § 10, pitfalls 13
test('an invoice goes up with the options that Amazon wants; one that it gives up is a ticket, and goes up when a person says so', async () => {
  await faults({ feedFails: 1 });
  const orders = await place(stack, 'plain', german, 2);
  const uploads = (state: string) =>
    stack.rows<{ id: string; error: string }>(
      `select e.id, e.last_error as error from effect e join sales_order o on o.id = e.order_id
        where e.kind = 'invoice_upload' and o.channel_order_id = any($1) and e.state = $2`,
      [orders, state],
    );
  await expect.poll(async () => (await uploads('failed')).length, patience).toBe(1);
  const [failed] = await uploads('failed');
  expect(failed!.error).toContain('Internal error.');
  expect(await openTickets('effect_failed')).toBe(1);
  await act(stack, 'retryEffect', { effectId: failed!.id });
  await expect.poll(async () => (await uploads('done')).length, patience).toBe(2);
  const invoices = await stack.rows<{ orderId: string; number: string }>(
    `select o.channel_order_id as "orderId", i.number from invoice i join sales_order o on o.id = i.order_id
      where o.channel_order_id = any($1) order by i.number`,
    [orders],
  );
  const taken = (await stack.world()).invoices.filter(({ orderId }) => orders.includes(orderId));
  expect(taken.toSorted((a, b) => a.number.localeCompare(b.number))).toEqual(invoices);
  expect(await openTickets('effect_failed')).toBe(0);
});

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
  await allArriveAt(orders, 'paid');
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

interface Invoiced {
  gross_cents: number;
  vat_cents: number;
  total_cents: number;
  data: {
    buyer: { street: string; addition: string | null };
    lines: {
      sku: string | null;
      quantity: number;
      vatPermille: number;
      netCents: number;
      vatCents: number;
      grossCents: number;
    }[];
  };
}
const invoiceOf = async (id: string): Promise<Invoiced> =>
  (
    await stack.rows<Invoiced>(
      'select i.*, o.total_cents from invoice i join sales_order o on o.id = i.order_id where o.channel_order_id = $1',
      [id],
    )
  )[0]!;

// channels.md § 10, pitfall 8
test('prices include their VAT, whatever Amazon tells of it: the gross stays as sold, net and VAT are ours and add up to it', async () => {
  await faults({ taxMissing: 3 });
  const orders = (await Promise.all([german, second, abroad].map((where) => place(stack, 'multi', where)))).flat();
  await allArriveAt(orders, 'paid');
  const rates = new Map(
    (await stack.rows<{ sku: string; vat_class: string }>('select sku, vat_class from product')).map((product) => [
      product.sku,
      product.vat_class === 'reduced' ? 70 : 190,
    ]),
  );
  for (const id of orders) {
    const invoice = await invoiceOf(id);
    expect(invoice.gross_cents).toBe(invoice.total_cents);
    for (const { sku, quantity, vatPermille, netCents, vatCents, grossCents } of invoice.data.lines) {
      expect(netCents + vatCents).toBe(grossCents);
      if (sku) expect(vatPermille).toBe(rates.get(sku));
      // The net is rounded per unit.
      const drift = Math.abs(vatCents - (grossCents * vatPermille) / (1_000 + vatPermille));
      expect(drift).toBeLessThanOrEqual(quantity / 2);
    }
    expect(invoice.data.lines.reduce((sum, { vatCents }) => sum + vatCents, 0)).toBe(invoice.vat_cents);
  }
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
  expect((await invoiceOf(shifted!)).data.buyer).toMatchObject(read);

  const [changed, corrected] = await place(stack, 'incompleteAddress', german, 2);
  await allArriveAt([changed!, corrected!], 'held');
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
  expect(await invoiceOf(strange!)).toMatchObject({ gross_cents: total });
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
  await allArriveAt([ours, others], 'paid');
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

// field.md 19
test('money goes back in part, and of the shipping alone, never more than was paid; each has its credit note, and Amazon’s own refund is told', async () => {
  const [sold] = await place(stack, 'plain', { ...german, express: true });
  const { id: orderId } = await arrivesAt(stack, sold!, 'paid');
  const [line] = await stack.rows<{ id: string; shipping: number }>(
    'select id, shipping_cents as shipping from order_line where order_id = $1 order by position',
    [orderId],
  );
  expect(line!.shipping).toBe(499);
  const refund = (goodsCents: number, shippingCents: number) =>
    refusal(stack, 'refundOrder', {
      orderId,
      reason: 'goodwill',
      lines: [{ lineId: line!.id, goodsCents, shippingCents }],
    });
  expect(await refund(150, 0)).toBeUndefined();
  expect(await refund(0, 499)).toBeUndefined();
  expect(await refund(0, 1)).toBe('refund_too_high');
  await expect.poll(() => happened(stack, sold!, 'RefundAccepted'), patience).toBe(2);
  const notes = () =>
    stack.rows<{ gross: number }>('select gross_cents as gross from credit_note where order_id = $1 order by gross', [
      orderId,
    ]);
  await expect.poll(async () => (await notes()).map(({ gross }) => gross), patience).toEqual([150, 499]);
  // The settlement takes the money, and finds the credit notes that explain it.
  const cleared = () =>
    count(stack, `from credit_note where order_id = $1 and state = 'paid' and paid_cents = gross_cents`, orderId);
  await expect.poll(cleared, patience).toBe(2);

  const before = await openTickets('settlement_refund');
  await faults({ settlementRefund: 1 });
  await place(stack, 'plain');
  await expect.poll(() => openTickets('settlement_refund'), patience).toBe(before + 1);
});

const german_dates = `convert_from(raw, 'LATIN1') ~ '\\t\\d\\d\\.\\d\\d\\.\\d{4} '`;
/** Every form in which a settlement may come; umlauts tell the encodings apart. */
const forms = {
  german: german_dates,
  english: `not ${german_dates}`,
  cp1252: `position('\\xfc'::bytea in raw) > 0`,
  utf8: `position('\\xc3bc'::bytea in raw) > 0`,
};

// channels.md § 10, pitfalls 11 and 12
test('settlements come in two languages and encodings, split, with reserves, and twice: each is taken once, to the cent', async () => {
  await faults({ settlementSplit: 2, settlementReserve: 1, settlementFee: 1 });
  const missing = async (): Promise<string[]> => {
    const seen = await Promise.all(
      Object.entries(forms).map(async ([name, is]) => [name, await count(stack, `from settlement where ${is}`)]),
    );
    const twins = await count(stack, `from settlement where state = 'refused' and problem = 'duplicate'`);
    return [...seen.flatMap(([name, n]) => (n ? [] : [String(name)])), ...(twins ? [] : ['twin'])];
  };
  const orders: string[] = [];
  const until = Date.now() + 2 * patience.timeout;
  do {
    for (const where of [german, second]) orders.push(...(await place(stack, 'promotion', where)));
    await pause(6_000);
  } while ((await missing()).length && Date.now() < until);
  expect(await missing()).toEqual([]);
  await allArriveAt(orders, 'paid');
  const taken = () =>
    stack.rows<{ id: string; total: number }>(
      `select settlement_id as id, total_cents as total from settlement where state = 'matched' order by settlement_id`,
    );
  const closed = async () =>
    (await stack.world()).settlements
      .map(({ id, total }) => ({ id, total }))
      .toSorted((a, b) => Number(a.id) - Number(b.id));
  await expect.poll(async () => JSON.stringify(await taken()) === JSON.stringify(await closed()), patience).toBe(true);
  expect(await count(stack, `from settlement where state = 'refused' and problem <> 'duplicate'`)).toBe(0);
  const wrong = await stack.rows(
    `select s.settlement_id from settlement s left join settlement_row r on r.settlement_id = s.id
      where s.state = 'matched' group by s.id having coalesce(sum(r.amount_cents), 0) <> s.total_cents`,
  );
  expect(wrong).toEqual([]);
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
