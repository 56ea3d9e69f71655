import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  abroad,
  act,
  anotherClock,
  count,
  german,
  happened,
  invoiceOf,
  patience,
  place,
  refusal,
  second,
  twoAccounts,
} from './marketplace.ts';
import { allArriveAt, arrivesAt } from './orders.ts';
import { pause, Stack } from './stack.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await Stack.start({ sandbox: twoAccounts, scenario: anotherClock });
});
afterAll(() => stack?.stop());

const faults = (settings: object): Promise<unknown> => stack.ask('/faults', settings);
const openTickets = (reason: string): Promise<number> =>
  count(stack, `from ticket where reason = $1 and status = 'open'`, reason);

// channels.md § 10, pitfall 13
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

// channels.md § 10, pitfall 8
test('prices include their VAT, whatever Amazon tells of it: the gross stays as sold, net and VAT are ours and add up to it', async () => {
  await faults({ taxMissing: 3 });
  const orders = (await Promise.all([german, second, abroad].map((where) => place(stack, 'multi', where)))).flat();
  await allArriveAt(stack, orders, 'paid');
  const rates = new Map(
    (await stack.rows<{ sku: string; vat_class: string }>('select sku, vat_class from product')).map((product) => [
      product.sku,
      product.vat_class === 'reduced' ? 70 : 190,
    ]),
  );
  for (const id of orders) {
    const invoice = await invoiceOf(stack, id);
    expect(invoice.gross_cents).toBe(invoice.total_cents);
    const goods = invoice.data.lines.filter(({ sku }) => sku);
    expect(goods.map(({ vatPermille }) => vatPermille)).toEqual(goods.map(({ sku }) => rates.get(sku!)));
    for (const { quantity, vatPermille, netCents, vatCents, grossCents } of invoice.data.lines) {
      expect(netCents + vatCents).toBe(grossCents);
      // The net is rounded per unit.
      const drift = Math.abs(vatCents - (grossCents * vatPermille) / (1_000 + vatPermille));
      expect(drift).toBeLessThanOrEqual(quantity / 2);
    }
    expect(invoice.data.lines.reduce((sum, { vatCents }) => sum + vatCents, 0)).toBe(invoice.vat_cents);
  }
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

const germanDates = `convert_from(raw, 'LATIN1') ~ '\\t\\d\\d\\.\\d\\d\\.\\d{4} '`;
/** Every form in which a settlement may come; umlauts tell the encodings apart. */
const forms = {
  german: germanDates,
  english: `not ${germanDates}`,
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
  await allArriveAt(stack, orders, 'paid');
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
  // What Amazon showed near-time of these sales is paid: nothing of them is still to come.
  const moved = (state: string) =>
    count(stack, `from movement where channel_order_id = any($1) and settlement_id is ${state}`, orders);
  await expect.poll(() => moved('not null'), patience).toBeGreaterThanOrEqual(orders.length);
  expect(await moved('null')).toBe(0);
});
