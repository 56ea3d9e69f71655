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

/** The subject of the invoice's mail, as it arrived at the buyer's server. */
async function invoiceSubject(order: string): Promise<string | undefined> {
  const { mails } = await stack.world();
  return mails.find((mail) => mail.kind === 'invoice' && mail.order === order)?.subject;
}

test('staff change what a mail says: checked while they type, filled with a real order, used from the next mail on, rolled back', async () => {
  await stack.rows(`update channel set policy = jsonb_set(policy, '{mails,invoice}', 'true')`);
  const { number: known } = await arrivesAt(stack, await placeOrder(stack), 'invoiced', 'paid');
  await expect.poll(() => invoiceSubject(known), patience).toContain('Ihre Rechnung');
  const { page, context, strange } = await visit(browser, stack);
  await signIn(page, stack);
  await page.goto('/settings/mail-templates?kind=invoice&language=de');
  await expect.poll(() => page.getByTestId('mail-source').innerText(), patience).toBe('mitgeliefert');
  await page.frameLocator('iframe').getByText('Rechnung').first().waitFor();
  await shoot(page, 'mail-templates');
  expect(await accessibilityFindings(page, 'wcag')).toEqual([]);

  const subject = page.getByTestId('mail-subject');
  await subject.fill('Rechnung {{ invoic }} für Sie');
  await page.getByTestId('template-problems').waitFor();
  expect(await page.getByTestId('save-mail-template').isDisabled()).toBe(true);
  await shoot(page, 'mail-templates-problem');
  await page.getByTestId('fix-problem').click();
  await expect.poll(() => subject.inputValue(), patience).toBe('Rechnung {{ invoice }} für Sie');
  await page.getByTestId('preview-order').fill(known);
  await expect
    .poll(() => page.getByTestId('preview-subject').innerText(), patience)
    .toMatch(/^Rechnung RE-\S+ für Sie$/);
  await page.getByTestId('save-mail-template').click();
  await expect.poll(() => page.getByTestId('mail-template-told').innerText(), patience).toContain('Gesichert');
  await expect.poll(() => page.getByTestId('mail-source').innerText(), patience).toBe('eigene Vorlage');

  const next = await arrivesAt(stack, await placeOrder(stack), 'invoiced', 'paid');
  await expect.poll(() => invoiceSubject(next.number), patience).toMatch(/^Rechnung RE-\S+ für Sie$/);

  await subject.fill('Noch anders');
  await page.getByTestId('save-mail-template').click();
  await page.getByRole('button', { name: 'Zurück zu Version 1' }).click();
  await expect.poll(() => subject.inputValue(), patience).toBe('Rechnung {{ invoice }} für Sie');
  expect(await page.getByTestId('mail-versions').locator('tbody tr').count()).toBe(3);
  expect(strange).toEqual([]);
  await context.close();
});

test('in English, in the dark, on a tablet', async () => {
  const { page, context, strange } = await visit(browser, stack, {
    colorScheme: 'dark',
    viewport: { width: 768, height: 1024 },
  });
  await signIn(page, stack);
  await page.evaluate(() => localStorage.setItem('kontor.locale', 'en'));
  await page.goto('/settings/mail-templates?kind=shipped&language=en');
  await page.frameLocator('iframe').getByText('way').first().waitFor();
  await shoot(page, 'mail-templates-dark-768');
  expect(await accessibilityFindings(page, 'wcag')).toEqual([]);
  expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  expect(strange).toEqual([]);
  await context.close();
});
