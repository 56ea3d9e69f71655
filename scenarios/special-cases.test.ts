import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accessibilityFindings, openBrowser, shoot, signIn, visit, type Visit } from './browser.ts';
import { arrivesAt, placeOrder, type KnownOrder } from './orders.ts';
import { Stack } from './stack.ts';

let stack: Stack;
let browser: Browser;
let clerk: Visit;

beforeAll(async () => {
  [stack, browser] = await Promise.all([Stack.start(), openBrowser()]);
  clerk = await visit(browser, stack);
  await signIn(clerk.page, stack);
});
afterAll(async () => {
  await browser?.close();
  await stack?.stop();
});

interface Ticket {
  number: string;
  status: string;
  reason: string;
  kind: string;
}
const ticketsOf = ({ id }: Pick<KnownOrder, 'id'>) =>
  stack.rows<Ticket>('select number, status, reason, kind from ticket where order_id = $1 order by number', [id]);

async function openTicketOf(order: KnownOrder): Promise<Page> {
  const [{ number }] = (await ticketsOf(order)) as [Ticket];
  await clerk.page.goto(`/tickets/${number}`);
  await clerk.page.getByTestId('ticket-reason').waitFor();
  return clerk.page;
}
const until = (what: () => Promise<boolean>) => expect.poll(what, { timeout: 120_000 }).toBe(true);
const atChannel = async (channelOrderId: string) =>
  (await stack.world()).orders.list.find(({ orderId }) => orderId === channelOrderId)!;
const timesIn = async ({ id }: KnownOrder, type: string): Promise<number> =>
  (await stack.rows('select 1 from history where order_id = $1 and type = $2', [id, type])).length;

test('a doubtful address is held and never rewritten: the parcel goes where the clerk says, what the channel said is kept', async () => {
  const channelOrderId = await placeOrder(stack, 'incompleteAddress');
  const held = await arrivesAt(stack, channelOrderId, 'held');
  const page = await openTicketOf(held);
  const street = page.getByTestId('address-form').getByLabel('Straße');
  const doubtful = await street.inputValue();
  await street.fill('Lindenweg 7');
  await shoot(page, 'ticket-address');
  await page.getByTestId('resume-next').click();
  const paid = await arrivesAt(stack, channelOrderId, 'paid');
  const [kept] = await stack.rows(
    `select shipping_address ->> 'street' as ours, channel_address ->> 'street' as theirs from sales_order where id = $1`,
    [paid.id],
  );
  expect(kept).toEqual({ ours: 'Lindenweg 7', theirs: doubtful });
  expect([await timesIn(paid, 'OrderReleased'), await timesIn(paid, 'CarrierChosen')]).toEqual([1, 1]);
});

test('of two equal orders the first runs; the clerk cancels the second, and the channel has carried it out', async () => {
  const second = await placeOrder(stack, 'duplicate');
  const held = await arrivesAt(stack, second, 'held');
  expect(await ticketsOf(held)).toMatchObject([{ reason: 'suspected_duplicate', status: 'open' }]);
  const page = await openTicketOf(held);
  const [{ evidence }] = (await stack.rows('select evidence from ticket where order_id = $1', [held.id])) as [
    { evidence: { twins: { order: string }[] } },
  ];
  await page.getByText(evidence.twins[0]!.order).first().waitFor();
  await page.getByTestId('cancel-order').click();
  await page.getByTestId('confirm').click();
  await arrivesAt(stack, second, 'cancelled');
  await until(async () => (await atChannel(second)).status === 'CANCELLED');
  // The channel is read back before the effect counts as done.
  await until(async () => (await timesIn(held, 'CancelAccepted')) === 1);
  expect(await ticketsOf(held)).toMatchObject([{ status: 'closed' }]);
  const [first] = await stack.rows<{ station: string }>('select station from sales_order where number = $1', [
    evidence.twins[0]!.order,
  ]);
  expect(['held', 'cancelled']).not.toContain(first!.station);
});

test('a held order is split by hand: two shipments with their own tracking numbers, told to the channel, one invoice', async () => {
  const channelOrderId = await placeOrder(stack, 'accessory');
  const held = await arrivesAt(stack, channelOrderId, 'held');
  const page = await openTicketOf(held);
  await page.getByTestId('article-free').check();
  await page.getByTestId('add-article').getByRole('listitem').first().getByRole('button').click();
  const added = () =>
    stack.rows<{ sku: string }>('select sku from order_line where order_id = $1 and sold_quantity = 0', [held.id]);
  await until(async () => (await added()).length === 1);
  await page.getByTestId('split-order').click();
  const table = page.getByTestId('split-lines');
  await table.getByRole('row').nth(1).getByRole('spinbutton').fill('1');
  await shoot(page, 'ticket-split');
  await page.getByTestId('confirm').click();
  await page.getByTestId('is-split').waitFor();
  await page.getByTestId('resume-next').click();
  const done = await arrivesAt(stack, channelOrderId, 'paid');
  const shipments = await stack.rows<{ state: string; parcels: string }>(
    `select s.state, (select count(*) from parcel p where p.shipment_id = s.id) as parcels from shipment s where order_id = $1`,
    [done.id],
  );
  expect(shipments.map(({ state }) => state)).toEqual(['shipped', 'shipped']);
  expect(await stack.rows('select 1 from invoice where order_id = $1', [done.id])).toHaveLength(1);
  expect([await timesIn(done, 'OrderReleased'), await timesIn(done, 'CarrierChosen')]).toEqual([1, 2]);
});

test('a ticket opened by hand for a paid order gives the money back: the channel pays, and a credit note follows', async () => {
  const channelOrderId = await placeOrder(stack);
  const paid = await arrivesAt(stack, channelOrderId, 'paid');
  const { page } = clerk;
  await page.goto('/tickets');
  await page.getByTestId('new-ticket').click();
  await page.getByTestId('ticket-subject').fill('Kunde meldet: Gerät kam beschädigt an');
  await page.getByTestId('ticket-order').fill(channelOrderId);
  await page.getByTestId('confirm').click();
  await page.getByText('Kunde meldet: Gerät kam beschädigt an').first().waitFor();
  await page.getByTestId('refund-order').click();
  await page.getByTestId('refund-all').click();
  const euros = new Intl.NumberFormat('de-DE', { style: 'currency', currency: 'EUR' }).format(paid.total_cents / 100);
  // The button names the amount.
  await page
    .getByTestId('confirm')
    .filter({ hasText: euros.replaceAll('\u00a0', ' ') })
    .waitFor();
  await shoot(page, 'ticket-refund');
  await page.getByTestId('confirm').click();
  await until(async () => (await timesIn(paid, 'RefundAccepted')) === 1);
  const credits = () =>
    stack.rows<{ gross_cents: number }>('select gross_cents from credit_note where order_id = $1', [paid.id]);
  await until(async () => (await credits()).length === 1);
  expect(Math.abs((await credits())[0]!.gross_cents)).toBe(paid.total_cents);
  await page.getByTestId('close-ticket').click();
  await until(async () =>
    (await ticketsOf(paid)).every(({ kind, status }) => kind !== 'manual' || status === 'closed'),
  );
});

test('office hours are set in the cockpit, and due times of tickets count in them', async () => {
  const { page } = clerk;
  await page.goto('/settings/assignment');
  const form = page.getByTestId('office-hours');
  await form.getByLabel('Mittwoch geöffnet').waitFor();
  for (const day of ['Montag', 'Dienstag', 'Mittwoch', 'Donnerstag', 'Freitag'])
    await form.getByLabel(`${day} geöffnet`).uncheck();
  await form.getByLabel('Sonntag geöffnet').check();
  await form.getByTestId('office-region').selectOption('');
  await form.getByTestId('save-office').click();
  await until(
    async () =>
      (
        await stack.rows(
          `select 1 from company where office_hours = '{"7": ["08:00", "17:00"]}' and holiday_region is null`,
        )
      ).length === 1,
  );
  expect(await accessibilityFindings(page)).toEqual([]);
  const held = await arrivesAt(stack, await placeOrder(stack, 'unknownSku'), 'held');
  const [{ weekday }] = (await stack.rows(
    `select extract(isodow from due_at at time zone 'Europe/Berlin')::int as weekday from ticket where order_id = $1`,
    [held.id],
  )) as [{ weekday: number }];
  expect(weekday).toBe(7);
});

test('nothing strange was seen by the browser', () => {
  expect(clerk.strange).toEqual([]);
});
