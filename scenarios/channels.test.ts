import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accessibilityFindings, openBrowser, shoot, signIn, visit } from './browser.ts';
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

const isStored = async (channelOrderId: string): Promise<boolean> =>
  (await stack.rows('select 1 from sales_order where channel_order_id = $1', [channelOrderId])).length > 0;

/** Jobs that ask the channel for orders and have not ended. */
const askingJobs = async (): Promise<number> => {
  const [{ n }] = (await stack.rows<{ n: number }>(
    `select count(*)::int as n from pgboss.job where name in ('channels.fetch-orders', 'channels.receive-changes', 'channels.prove-days')
      and state in ('created', 'retry', 'active')`,
  )) as [{ n: number }];
  return n;
};

test('staff pause a channel, a backfill brings what the poll missed, the channel runs again and proves its days', async () => {
  const { page, context, strange } = await visit(browser, stack);
  await signIn(page, stack);
  await page.getByRole('link', { name: 'Kanäle' }).click();
  await page.getByTestId('channel-table').getByRole('link', { name: 'Amazon.de' }).click();
  const lamp = page.getByTestId('channel-lamp');
  await expect.poll(() => lamp.innerText(), patience).toBe('läuft');

  await page.getByTestId('pause-channel').click();
  await expect.poll(() => lamp.innerText(), patience).toBe('pausiert');
  expect(await page.getByTestId('run-channel-now').isDisabled()).toBe(true);
  await expect.poll(askingJobs, patience).toBe(0);
  // Placed five days ago, and only now known to the channel: nothing asks while it is paused.
  const { orderIds } = await stack.ask<{ orderIds: [string] }>('/orders', { count: 1, deliveredDaysAgo: 1 });
  const [orderId] = orderIds;

  await page.getByRole('button', { name: '7 Tage', exact: true }).click();
  await expect
    .poll(() => page.getByTestId('backfill-preview').innerText(), patience)
    .toMatch(/Doppelte entstehen nicht/);
  expect(await isStored(orderId)).toBe(false);
  await page.getByTestId('start-backfill').click();
  await expect
    .poll(() => page.getByTestId('channel-backfills').locator('li').first().innerText(), { timeout: 90_000 })
    .toMatch(/fertig[\s\S]*1 gelesen, 1 neu, 0 geändert/);
  expect(await isStored(orderId)).toBe(true);
  expect(await lamp.innerText()).toBe('pausiert');

  await page.getByTestId('pause-channel').click();
  await expect.poll(() => lamp.innerText(), patience).toBe('läuft');
  await page.getByTestId('run-channel-now').click();
  const history = page.getByTestId('channel-history');
  for (const words of ['Kanal pausiert', 'Nachholen begonnen', 'Nachholen beendet', 'Kanal fortgesetzt', 'von Hand'])
    await expect.poll(() => history.innerText(), patience).toContain(words);
  expect(await history.innerText()).toContain('Anna Bauer');

  const rhythm = page.getByTestId('channel-rhythm');
  await rhythm.getByText('Cron-Ausdruck').click();
  await rhythm.getByLabel('Ausdruck', { exact: true }).fill('0 7 * * 1-5');
  await page.getByTestId('save-rhythm').click();
  await expect.poll(() => rhythm.innerText(), patience).toContain('Cron 0 7 * * 1-5');
  await expect.poll(() => page.getByTestId('next-times').innerText(), patience).toMatch(/^(\S+, \S+, 07:00\s*){3}$/);

  // The page follows the comparison without a reload.
  await expect
    .poll(() => page.getByTestId('channel-days').innerText(), { timeout: 240_000 })
    .toMatch(/\d\d\.\d\d\.\d{4}\s+vollständig/);
  await page.getByRole('link', { name: 'Zurück zu den Kanälen' }).click();
  await expect
    .poll(() => page.getByTestId('channel-table').innerText(), patience)
    .toMatch(/: vollständig, \d+ von \d+/);
  expect(strange).toEqual([]);
  await context.close();
});

test('list and page know the dark, English and narrow windows: no accessibility finding, and no table is cut off', async () => {
  const looks = [
    { colorScheme: 'light', width: 1440, locale: 'de' },
    { colorScheme: 'dark', width: 1180, locale: 'en' },
    { colorScheme: 'light', width: 768, locale: 'en' },
    { colorScheme: 'dark', width: 768, locale: 'de' },
  ] as const;
  for (const { colorScheme, width, locale } of looks) {
    const { page, context, strange } = await visit(browser, stack, { colorScheme, viewport: { width, height: 900 } });
    await signIn(page, stack);
    await page.evaluate((wanted) => localStorage.setItem('kontor.locale', wanted), locale);
    for (const [name, path, there] of [
      ['list', '/settings/channels', 'channel-table'],
      ['page', '/settings/channels/amazon-de', 'channel-limits'],
    ] as const) {
      await page.goto(path);
      await page.getByTestId(there).waitFor();
      await page.waitForTimeout(800);
      await shoot(page, `channels-${name}-${locale}-${colorScheme}-${width}`);
      const look = [name, colorScheme, width];
      expect([...look, await accessibilityFindings(page, 'wcag')]).toEqual([...look, []]);
      const tables = page.locator('table');
      const cut = await tables.evaluateAll((all) =>
        all.filter(({ parentElement: box }) => box!.scrollWidth > box!.clientWidth).map(({ innerText }) => innerText),
      );
      expect([...look, cut]).toEqual([...look, []]);
    }
    expect(strange).toEqual([]);
    await context.close();
  }
});
