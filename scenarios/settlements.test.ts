import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accessibilityFindings, openBrowser, shoot, signIn, visit } from './browser.ts';
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

const shot = (page: Page, name: string): Promise<void> => shoot(page, `settlements-${name}`);

/** A settlement with one row of a kind that nobody knows, as the sandbox writes it when it is told to. */
async function withUnknownRow(): Promise<{ id: string; item: number }> {
  await stack.ask('/faults', { settlementUnknownType: true });
  await stack.ask('/orders', { kind: 'plain', count: 2 });
  const find = () =>
    stack.rows<{ id: string; item: number }>(
      `select settlement_id as id, item_no as item from settlement_item where kind = 'other' and open_cents <> 0 limit 1`,
    );
  await expect.poll(async () => (await find()).length, { timeout: 180_000 }).toBe(1);
  return (await find())[0]!;
}

const sum = (page: Page, part: string) => page.getByTestId(`sum-${part}`).innerText();

test('an unknown row is explained, booked, taken back and exported; a second export has nothing new', async () => {
  const { id } = await withUnknownRow();
  const { page, context, strange } = await visit(browser, stack);
  await signIn(page, stack);
  await page.goto('/payments');
  await page.getByTestId('settlement-table').waitFor();
  await shot(page, 'list');
  await page.goto(`/payments/settlements/${id}`);
  await page.getByTestId('open-rows').getByRole('button').first().click();
  await page.getByTestId('decision').waitFor();
  expect(await page.getByTestId('balanced').innerText()).toContain('Summe stimmt');
  const before = await sum(page, 'open');
  await page.getByTestId('remember').click();
  await page.getByText('Die Regel bucht jetzt').waitFor();
  await shot(page, 'workspace');
  await page.getByTestId('remember').click();
  await page.getByTestId('book').click();
  await expect.poll(() => sum(page, 'open'), { timeout: 20_000 }).not.toBe(before);
  expect(await page.getByTestId('balanced').innerText()).toContain('Summe stimmt');
  await page
    .getByTestId('booking-table')
    .getByRole('button', { name: /Sonstige Gebühren rückgängig/ })
    .first()
    .click();
  await expect.poll(() => sum(page, 'open'), { timeout: 20_000 }).toBe(before);
  expect(await page.getByTestId('balanced').innerText()).toContain('Summe stimmt');
  await shot(page, 'undone');

  await page.goto('/exports');
  await page.getByTestId('export-preview').getByRole('table').waitFor();
  await shot(page, 'export-preview');
  await page.getByTestId('create-export').click();
  const link = page
    .getByTestId('export-table')
    .getByRole('link', { name: /EXTF_Buchungsstapel/ })
    .first();
  await link.waitFor({ timeout: 20_000 });
  const file = await context.request.get((await link.getAttribute('href'))!);
  expect(new TextDecoder('windows-1252').decode(await file.body())).toMatch(/^"EXTF";700;21;"Buchungsstapel";13;/);
  await page.getByTestId('create-export').click();
  await page.getByTestId('export-problem').getByText('Nichts Neues').waitFor();
  await shot(page, 'exports');
  expect(strange).toEqual([]);
  await context.close();
});

test('an endpoint is made; its secret is shown once', async () => {
  const { page, context, strange } = await visit(browser, stack);
  await signIn(page, stack);
  await page.goto('/settings/webhooks');
  await page.getByLabel('Adresse (URL)').fill(`${stack.sandboxUrl}/nowhere`);
  await page.getByLabel('Von Anfang an').click();
  await page.getByRole('button', { name: 'Anlegen' }).click();
  expect(await page.getByTestId('secret').innerText()).toMatch(/^whsec_/);
  await page.getByTestId('secret-noted').click();
  // The sandbox has no such page: the message is tried again, and that is told.
  const failing = () => stack.rows(`select 1 from webhook_delivery where state = 'failing'`);
  await expect.poll(async () => (await failing()).length, { timeout: 60_000 }).toBe(1);
  await page.reload();
  await page.getByText('wird wiederholt').waitFor();
  expect(await page.getByTestId('secret').count()).toBe(0);
  await shot(page, 'webhooks');
  expect(strange).toEqual([]);
  await context.close();
});

test('the pages speak English, know the dark, and have no accessibility finding', async () => {
  const [{ id }] = (await stack.rows<{ id: string }>(
    `select settlement_id as id from settlement_item where open_cents <> 0 limit 1`,
  )) as [{ id: string }];
  for (const colorScheme of ['light', 'dark'] as const) {
    const { page, context } = await visit(browser, stack, { colorScheme });
    await signIn(page, stack);
    if (colorScheme === 'dark') await page.evaluate(() => localStorage.setItem('kontor.locale', 'en'));
    for (const path of ['/payments', `/payments/settlements/${id}`, '/open-items', '/exports', '/settings/webhooks']) {
      await page.goto(path);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.waitForTimeout(800);
      if (colorScheme === 'dark') await shot(page, `dark-${path.replaceAll('/', '-').slice(1, 24)}`);
      expect([path, colorScheme, await accessibilityFindings(page, 'wcag')]).toEqual([path, colorScheme, []]);
    }
    await context.close();
  }
});
