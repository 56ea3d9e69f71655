import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accessibilityFindings, openBrowser, signIn, visit } from './browser.ts';
import { arrivesAt, findOrder, placeOrder } from './orders.ts';
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

test('a wrong password is refused in words', async () => {
  const { page, context } = await visit(browser, stack);
  await page.goto('/');
  await page.getByLabel('E-Mail').fill('anna@kontor.test');
  await page.getByLabel('Passwort', { exact: true }).fill('not the password');
  await page.getByRole('button', { name: 'Anmelden' }).click();
  await expect.poll(() => page.getByRole('alert').innerText()).toMatch(/Passwort/);
  await context.close();
});

test('a clerk watches an order come in and walk to paid, live, and opens every document', async () => {
  await arrivesAt(stack, await placeOrder(stack), 'paid');
  const { page, context, strange } = await visit(browser, stack);
  await signIn(page, stack);
  const orderId = await placeOrder(stack, 'plain');
  await expect.poll(async () => (await findOrder(stack, orderId))?.number, { timeout: 60_000 }).toBeTruthy();
  const { number } = (await findOrder(stack, orderId))!;
  await page.goto('/orders');
  await page.getByRole('link', { name: number, exact: true }).click();
  await page.getByRole('heading', { name: `Auftrag ${number}` }).waitFor();
  // The page follows the order without a reload.
  await expect.poll(() => page.getByTestId('order-status').innerText(), { timeout: 120_000 }).toBe('Bezahlt');
  const decision = await page.getByTestId('carrier-decision').innerText();
  expect(decision).toMatch(/Hauslager|Fulfilment Nord|Lagerhaus Süd|Express Rhein/);
  expect(decision).not.toContain('Kein Versender passt');
  expect(decision).toContain('≤');
  for (const kind of ['Lieferschein', 'Rechnung']) {
    const href = await page
      .getByRole('link', { name: new RegExp(`^${kind}\\s*(LS|RE)-`) })
      .first()
      .getAttribute('href');
    const document = await context.request.get(href!);
    expect(document.headers()['content-type']).toBe('application/pdf');
    expect((await document.body()).subarray(0, 5).toString()).toBe('%PDF-');
  }
  for (const words of [
    'Freigegeben',
    'Versender gewählt',
    'Versand bestätigt',
    'Kanal über den Versand informiert',
    'Zahlung eingegangen',
  ])
    await expect.poll(() => page.getByTestId('timeline').innerText(), { timeout: 10_000 }).toContain(words);
  expect(strange).toEqual([]);
  await context.close();
});

test('an order with a remark is held with a ticket; the clerk reads it and sends it back to automation', async () => {
  const orderId = await placeOrder(stack, 'remark');
  const { number } = await arrivesAt(stack, orderId, 'held');
  const { page, context, strange } = await visit(browser, stack);
  await signIn(page, stack);
  await page.goto('/tickets');
  await page.getByTestId('ticket-table').getByRole('row').filter({ hasText: number }).getByRole('link').first().click();
  await page.getByTestId('ticket-reason').waitFor();
  expect(await page.getByRole('main').innerText()).toMatch(/Bitte|Können Sie|Alles Gute|Frohe/);
  await page.getByTestId('resume-order').click();
  await arrivesAt(stack, orderId, 'paid');
  expect(strange).toEqual([]);
  await context.close();
});

test('an incomplete address is corrected on the ticket and the order ships to the corrected one', async () => {
  const orderId = await placeOrder(stack, 'incompleteAddress');
  const { number } = await arrivesAt(stack, orderId, 'held');
  const { page, context } = await visit(browser, stack);
  await signIn(page, stack);
  await page.goto('/tickets');
  await page.getByTestId('ticket-table').getByRole('row').filter({ hasText: number }).getByRole('link').first().click();
  await page.getByTestId('address-form').getByLabel('Straße und Hausnummer').fill('Lindenweg 7');
  await page.getByTestId('resume-order').click();
  await arrivesAt(stack, orderId, 'paid');
  const [row] = await stack.rows<{ street: string }>(
    `select shipping_address ->> 'street' as street from sales_order where number = $1`,
    [number],
  );
  expect(row!.street).toBe('Lindenweg 7');
  await context.close();
});

test('the cockpit speaks English and knows the dark; no page has an accessibility finding', async () => {
  const { page, context, strange } = await visit(browser, stack, { colorScheme: 'dark' });
  await signIn(page, stack);
  await page.evaluate(() => localStorage.setItem('kontor.locale', 'en'));
  for (const path of ['/orders', '/tickets', '/invoices']) {
    await page.goto(path);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await expect.poll(() => page.getByTestId('live').innerText()).toBe('Live');
    expect([path, await accessibilityFindings(page)]).toEqual([path, []]);
  }
  expect(await page.getByRole('heading', { level: 1 }).innerText()).toMatch(/Invoices/);
  expect(strange).toEqual([]);
  await context.close();
});
