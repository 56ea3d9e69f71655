import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accessibilityFindings, openBrowser, shoot, signIn, visit } from './browser.ts';
import { arrivesAt, placeOrder } from './orders.ts';
import { Stack } from './stack.ts';

/** A busy machine is slow; nothing here is about speed. */
const patience = { timeout: 60_000 };

let stack: Stack;
let browser: Browser;

beforeAll(async () => {
  [stack, browser] = await Promise.all([Stack.start(), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await stack?.stop();
});

test('the figures grow with the process, and each leads to the orders it counts', async () => {
  const { page, context, strange } = await visit(browser, stack);
  const { orderIds } = await stack.ask<{ orderIds: string[] }>('/orders', { kind: 'plain', count: 6 });
  const held = await placeOrder(stack, 'accessory');
  for (const orderId of orderIds) await arrivesAt(stack, orderId, 'invoiced', 'paid');
  const { number } = await arrivesAt(stack, held, 'held');

  await signIn(page, stack);
  await page.getByRole('link', { name: 'Kennzahlen' }).click();
  const figure = (name: string) => page.getByTestId(`kpi-${name}`).locator('strong');
  await expect.poll(() => figure('orders').innerText(), patience).toBe('7');
  await expect.poll(() => figure('automatic').innerText(), patience).toMatch(/^85,7\s%$/);
  await expect.poll(() => figure('to-shipment').innerText(), patience).toMatch(/Sek\.|Min\./);
  await page.getByTestId('kpi-carriers').waitFor();
  await shoot(page, 'kpis-de-light');
  expect(await accessibilityFindings(page)).toEqual([]);

  await page.getByTestId('kpi-automatic').click();
  await expect.poll(() => page.getByTestId('kpi-total').innerText(), patience).toBe('1');
  await page.getByTestId('kpi-orders').getByRole('link', { name: number }).waitFor();
  await page.goBack();

  await page.getByRole('button', { name: 'Als Tabelle: Aufträge je Tag' }).click();
  await page.getByRole('row', { name: /\d 1$/ }).getByRole('link').click();
  await expect.poll(() => page.getByTestId('kpi-total').innerText(), patience).toBe('7');
  await shoot(page, 'kpi-orders');
  expect(await accessibilityFindings(page)).toEqual([]);
  await page.goBack();

  const [most] = (await stack.rows<{ name: string; n: number }>(
    `select c.name, count(*)::int as n from shipment s join carrier c on c.id = s.carrier_id where s.confirmed_at is not null group by 1 order by 2 desc, 1 limit 1`,
  )) as [{ name: string; n: number }];
  await page.getByTestId('kpi-carriers').getByRole('row', { name: most.name }).getByRole('link').click();
  await expect.poll(() => page.getByTestId('kpi-total').innerText(), patience).toBe(String(most.n));
  expect(strange).toEqual([]);
  await context.close();
});

test('the page speaks English, is dark, narrow, and says so when there is nothing to count', async () => {
  const { page, context, strange } = await visit(browser, stack, {
    colorScheme: 'dark',
    viewport: { width: 768, height: 1024 },
  });
  await signIn(page, stack);
  await page.goto('/kpis?range=30');
  await page.getByTestId('kpi-orders').waitFor();
  await shoot(page, 'kpis-de-dark-768');
  expect(await accessibilityFindings(page)).toEqual([]);
  await page.evaluate(() => localStorage.setItem('kontor.locale', 'en'));
  await page.goto('/kpis?from=2020-01-01&until=2020-01-31');
  await expect
    .poll(() => page.locator('figcaption').first().innerText(), patience)
    .toBe('There is nothing to count in this period.');
  await shoot(page, 'kpis-en-empty');
  expect(strange).toEqual([]);
  await context.close();
});

test('a job and an act that failed are seen at once, and go on from there', async () => {
  const { page, context, strange } = await visit(browser, stack);
  await signIn(page, stack);
  await page.getByRole('link', { name: 'Systemzustand' }).click();
  const summary = page.getByTestId('health-summary');
  await expect.poll(() => summary.innerText(), patience).toContain('Alles läuft.');
  await shoot(page, 'health-good');
  expect(await accessibilityFindings(page)).toEqual([]);

  // What a fault of the product would leave behind: a job that no try could bring to its end.
  const [job] = (await stack.rows<{ id: string }>(
    `insert into pgboss.job (name, data, state, retry_limit, retry_count, output, created_on, started_on, completed_on)
     values ('customers.match', '{"orderId": "00000000-0000-0000-0000-000000000001"}', 'failed', 5, 5, '{"message": "no such order"}', now(), now(), now())
     returning id`,
  )) as [{ id: string }];
  const row = page.getByTestId('jobs').getByRole('row', { name: /no such order/ });
  await row.waitFor();
  await row.getByRole('button', { name: 'customers.match', exact: true }).click();
  await expect
    .poll(() => page.getByTestId('jobs').innerText(), patience)
    .toContain('00000000-0000-0000-0000-000000000001');
  await shoot(page, 'health-failed');
  expect(await accessibilityFindings(page)).toEqual([]);
  await row.getByRole('button', { name: 'customers.match verwerfen' }).click();
  const confirm = page.getByRole('dialog').getByRole('button', { name: 'Verwerfen' });
  expect(await confirm.isDisabled()).toBe(true);
  await page.getByRole('dialog').getByLabel('Grund').fill('Auftrag gibt es nicht');
  await confirm.click();
  await expect.poll(() => row.count(), patience).toBe(0);
  expect(await stack.rows('select 1 from pgboss.job where id = $1', [job.id])).toEqual([]);
  expect(await stack.rows(`select data ->> 'reason' as reason from history where type = 'JobDiscarded'`)).toEqual([
    { reason: 'Auftrag gibt es nicht' },
  ]);
  expect(strange).toEqual([]);
  await context.close();
});

test('without a worker the page says so', async () => {
  const { page, context } = await visit(browser, stack, {
    colorScheme: 'dark',
    viewport: { width: 768, height: 1024 },
  });
  await signIn(page, stack);
  await page.goto('/health');
  await stack.kill('worker-0');
  await expect.poll(() => page.getByTestId('health-summary').innerText(), patience).toContain('0 Worker');
  await shoot(page, 'health-dark-768');
  expect(await accessibilityFindings(page)).toEqual([]);
  await stack.startWorker(0);
  await expect.poll(() => page.getByTestId('health-summary').innerText(), patience).toContain('Alles läuft.');
  await context.close();
});

test('shipments and customers are found in their lists, and lead to the order', async () => {
  const { page, context, strange } = await visit(browser, stack);
  await signIn(page, stack);
  await page.getByRole('link', { name: 'Sendungen' }).click();
  const table = page.getByTestId('shipment-table');
  await expect.poll(() => table.locator('tbody tr').count(), patience).toBeGreaterThan(5);
  await shoot(page, 'shipments');
  expect(await accessibilityFindings(page)).toEqual([]);
  const [known] = (await stack.rows<{ tracking: string; order: string }>(
    `select p.tracking_number as tracking, o.number as order from parcel p join shipment s on s.id = p.shipment_id join sales_order o on o.id = s.order_id limit 1`,
  )) as [{ tracking: string; order: string }];
  const search = page.getByLabel('Sendung, Auftrag oder Tracking');
  await search.fill(known.tracking.slice(3));
  await search.press('Enter');
  await expect.poll(() => table.locator('tbody tr').count(), patience).toBe(1);
  await table.getByRole('link', { name: known.order }).click();
  await page.getByRole('heading', { level: 1, name: known.order }).waitFor();

  await page.getByRole('link', { name: 'Kunden', exact: true }).click();
  const customers = page.getByTestId('customer-table');
  const name = await customers.locator('tbody tr').first().locator('th').innerText();
  await shoot(page, 'customers');
  expect(await accessibilityFindings(page)).toEqual([]);
  const by = page.getByLabel('Name, Firma, E-Mail oder Kundennummer');
  await by.fill(name.slice(1));
  await by.press('Enter');
  await customers.getByRole('row', { name }).first().getByRole('link').click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
  expect(strange).toEqual([]);
  await context.close();
});
