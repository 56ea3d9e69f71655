import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accessibilityFindings, openBrowser, signIn, visit } from './browser.ts';
import { arrivesAt, placeOrder, type KnownOrder } from './orders.ts';
import { Stack } from './stack.ts';

let stack: Stack;
let browser: Browser;

beforeAll(async () => {
  [stack, browser] = await Promise.all([Stack.start(), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await stack?.stop();
});

const place = (): Promise<string> => placeOrder(stack, 'accessory');

/** From the list to the desk, where the remark and what it may mean are shown. */
async function openTicket(page: Page, order: KnownOrder): Promise<void> {
  await page.goto('/tickets');
  const row = page.getByTestId('ticket-table').getByRole('row').filter({ hasText: order.number });
  await row.getByRole('link').first().click();
  await page.getByTestId('ticket-reason').filter({ hasText: 'Zusatzwunsch' }).waitFor();
  await page.getByText('Bitte noch ein USB-C-Ladekabel dazu').first().waitFor();
}

async function addCable(page: Page, { free }: { free: boolean }): Promise<void> {
  if (free) await page.getByTestId('article-free').check();
  const proposal = page.getByTestId('add-article').getByRole('listitem').filter({ hasText: 'USB-C Ladekabel' }).first();
  await proposal.waitFor();
  const lines = await page.getByTestId('line-editor').getByRole('spinbutton').count();
  await proposal.getByRole('button').click();
  await page.getByTestId('line-editor').getByRole('spinbutton').nth(lines).waitFor();
}

interface PrintedInvoice {
  gross_cents: number;
  lines: { sku: string | null; quantity: number; grossCents: number }[];
}
const invoiceOf = async ({ id }: KnownOrder): Promise<PrintedInvoice> =>
  (
    await stack.rows<PrintedInvoice>(`select gross_cents, data -> 'lines' as lines from invoice where order_id = $1`, [
      id,
    ])
  )[0]!;
const addedTo = async ({ id }: KnownOrder) =>
  (
    await stack.rows<{ sku: string; total_cents: number }>(
      'select sku, total_cents from order_line where order_id = $1 and sold_quantity = 0',
      [id],
    )
  )[0]!;

const way = [
  'OrderImported',
  'CustomerMatched',
  'OrderHeld',
  'OrderCorrected',
  'OrderResumed',
  'OrderReleased',
  'CarrierChosen',
  'ShipmentHandedOver',
  'ShipmentConfirmed',
  'ChannelInformed',
  'InvoiceIssued',
  'InvoicePaid',
];

test('a buyer asks for an accessory: the order stops, the clerk adds it, one click, and it ships, is invoiced with it and paid', async () => {
  const channelOrderId = await place();
  const held = await arrivesAt(stack, channelOrderId, 'held');
  const { page, context, strange } = await visit(browser, stack);
  await signIn(page, stack);
  await openTicket(page, held);
  await addCable(page, { free: true });
  await page.getByTestId('ticket-text').fill('Kabel gehört bei diesem Gerät dazu.');
  await page.getByTestId('add-note').click();
  await page.getByTestId('ticket-talk').getByText('Kabel gehört bei diesem Gerät dazu.').waitFor();
  await page.getByTestId('resume-next').click();
  const paid = await arrivesAt(stack, channelOrderId, 'paid');
  const cable = await addedTo(paid);
  const invoice = await invoiceOf(paid);
  expect(invoice.gross_cents).toBe(held.total_cents);
  expect(invoice.lines).toContainEqual(expect.objectContaining({ sku: cable.sku, quantity: 1, grossCents: 0 }));
  // Every station ran once, and the channel was told of nothing that it had not sold.
  const seen = await stack.rows<{ type: string }>('select type from history where order_id = $1 and type = any($2)', [
    paid.id,
    way,
  ]);
  expect(seen.map(({ type }) => type).toSorted()).toEqual(way.toSorted());
  const { orders } = await stack.world();
  expect(orders.list.find(({ orderId }) => orderId === channelOrderId)).toMatchObject({ status: 'SHIPPED' });
  const [ticket] = await stack.rows<{ status: string; closed_by: string }>(
    'select status, closed_by from ticket where order_id = $1',
    [paid.id],
  );
  expect(ticket).toEqual({ status: 'closed', closed_by: expect.stringMatching(/^staff:/) });
  expect(strange).toEqual([]);
  await context.close();
});

test('at the list price the invoice rises by it, and what the channel does not pay is a ticket instead of a silence', async () => {
  const channelOrderId = await place();
  const held = await arrivesAt(stack, channelOrderId, 'held');
  const { page, context, strange } = await visit(browser, stack);
  await signIn(page, stack);
  await openTicket(page, held);
  await addCable(page, { free: false });
  await page.getByRole('region').first().click();
  await page.keyboard.press('Control+Enter');
  const invoiced = await arrivesAt(stack, channelOrderId, 'invoiced');
  const cable = await addedTo(invoiced);
  expect(cable.total_cents).toBeGreaterThan(0);
  expect((await invoiceOf(invoiced)).gross_cents).toBe(held.total_cents + cable.total_cents);
  const underpaid = () =>
    stack.rows(`select 1 from ticket where order_id = $1 and reason = 'invoice_underpaid' and status = 'open'`, [
      invoiced.id,
    ]);
  await expect.poll(async () => (await underpaid()).length, { timeout: 120_000 }).toBe(1);
  expect(strange).toEqual([]);
  await context.close();
});

test('a rule is tried on past orders before it is saved; the desk and its settings have no accessibility finding', async () => {
  const held = await arrivesAt(stack, await place(), 'held');
  const { page, context, strange } = await visit(browser, stack, { colorScheme: 'dark' });
  await signIn(page, stack);
  await page.goto('/settings/rules');
  await page.getByRole('link', { name: /Hoher Wert/ }).click();
  await page.getByTestId('rule-form').getByLabel('Auftragswert über').fill('1');
  await page.getByTestId('rule-active').check();
  await page.getByTestId('try-rule').click();
  await page
    .getByTestId('trial')
    .filter({ hasText: /Hätte (\d+) von \1 Aufträgen angehalten/ })
    .waitFor();
  expect(await stack.rows(`select version, active from hold_rule where reason = 'order_value'`)).toEqual([
    { version: 2, active: true },
  ]);
  await page.getByTestId('save-rule').click();
  await page.getByTestId('rule-version').filter({ hasText: 'Version 3' }).waitFor();
  const [{ number }] = (await stack.rows('select number from ticket where order_id = $1', [held.id])) as [
    { number: string },
  ];
  const pages = [
    [`/tickets/${number}`, 'line-editor'],
    ['/settings/rules', 'rule-versions'],
    ['/settings/assignment', 'assignment-rules'],
  ] as const;
  for (const [path, content] of pages) {
    await page.goto(path);
    await page.getByTestId(content).waitFor();
    await page.getByTestId('live').filter({ hasText: 'Live' }).waitFor();
    expect([path, await accessibilityFindings(page)]).toEqual([path, []]);
  }
  expect(strange).toEqual([]);
  await context.close();
});
