import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accessibilityFindings, openBrowser, shoot, signIn, visit } from './browser.ts';
import { placeOrder } from './orders.ts';
import { Stack } from './stack.ts';

let stack: Stack;
let browser: Browser;

beforeAll(async () => {
  [stack, browser] = await Promise.all([Stack.start(), openBrowser()]);
}, 400_000);
afterAll(async () => {
  await browser?.close();
  await stack?.stop();
});

/** For what the page does at once: this machine may be busy. */
const patience = { timeout: 30_000 };

interface Decided {
  number: string;
  version: number;
  reason: string;
}

/** An order of the sandbox, as soon as its carrier is chosen. */
async function decided(channelOrderId: string): Promise<Decided> {
  const find = async () =>
    (
      await stack.rows<Decided>(
        `select o.number, (d.record ->> 'matrixVersion')::int as version, d.record ->> 'reason' as reason
           from sales_order o join carrier_decision d on d.order_id = o.id where o.channel_order_id = $1`,
        [channelOrderId],
      )
    )[0];
  await expect.poll(find, { timeout: 120_000 }).toBeTruthy();
  return (await find())!;
}

test('a matrix is edited as a draft, tried on past orders, published, and rolled back in two clicks', async () => {
  const first = await Promise.all([placeOrder(stack), placeOrder(stack), placeOrder(stack)]);
  const before = await Promise.all(first.map(decided));
  expect(before.map(({ version }) => version)).toEqual([1, 1, 1]);
  const { page, context, strange } = await visit(browser, stack, { colorScheme: 'light' });
  await signIn(page, stack);
  await page.goto('/settings/carriers');
  expect(await page.getByTestId('active-version').innerText()).toBe('Version 1 aktiv');

  // A cell is changed by the keyboard alone; the draft says how many changes it holds.
  await page.getByTestId('begin-draft').click();
  await expect.poll(() => page.getByTestId('draft-version').innerText(), patience).toBe('Entwurf v2 · keine Änderung');
  const weight = page.getByTestId('cell-dhl-klein-weight');
  await weight.focus();
  await page.keyboard.press('e');
  await page.keyboard.type('viel');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').filter({ hasText: 'Kilogramm' }).waitFor();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('0,5');
  await page.keyboard.press('Enter');
  await expect.poll(() => weight.innerText(), patience).toContain('≤ 0,5 kg');
  await page.getByTestId('strategy').selectOption('fastest');
  await expect.poll(() => page.getByTestId('draft-version').innerText(), patience).toBe('Entwurf v2 · 2 Änderungen');
  const carriers = page.getByTestId('matrix-carriers');
  const put = async (label: string, text: string): Promise<void> => {
    await carriers.getByLabel(label).fill(text);
    await carriers.getByLabel(label).blur();
  };
  await put('Arbeitszeit Hauslager', '8:00-17:30');
  await expect.poll(() => carriers.getByLabel('Arbeitszeit Hauslager').inputValue(), patience).toBe('08:00–17:30');
  await put('Kanäle Fulfilment Nord', 'shop-de');
  await expect.poll(() => carriers.getByLabel('Kanäle Fulfilment Nord').inputValue(), patience).toBe('–shop-de');
  await page.getByTestId('matrix-islands').fill('26465, 25980-25999');
  await page.getByTestId('matrix-islands').blur();
  const terms = async () =>
    (await stack.rows<{ terms: object }>(`select terms from matrix_version where state = 'draft'`))[0]!.terms;
  await expect.poll(terms, patience).toMatchObject({
    islands: ['26465', '25980-25999'],
    carriers: expect.arrayContaining([
      expect.objectContaining({
        code: 'HAUS',
        calendar: expect.objectContaining({ hours: { from: '08:00', to: '17:30' } }),
      }),
      expect.objectContaining({ code: 'NORD', excludedChannels: ['shop-de'] }),
    ]),
  });
  await page.getByTestId('matrix-islands').scrollIntoViewIfNeeded();
  await shoot(page, 'matrix-draft');
  expect(await accessibilityFindings(page, 'wcag')).toEqual([]);

  // The dry run shows every order that would move, and moves none.
  await weight.focus();
  await page.keyboard.press('Control+Enter');
  await page.getByTestId('dry-run-sum').waitFor();
  expect(await page.getByTestId('dry-run-sum').innerText()).toMatch(/^3\s+anders verschickt/);
  const changes = await page.getByTestId('dry-run-changes').innerText();
  for (const { number } of before) expect(changes).toContain(number);
  expect(await accessibilityFindings(page, 'wcag')).toEqual([]);
  expect(await stack.rows('select 1 from carrier_decision')).toHaveLength(3);

  await page.getByTestId('publish').click();
  await page.getByTestId('publish-note').fill('Schnellster zuerst');
  await page.getByTestId('publish-now').click();
  await expect.poll(() => page.getByTestId('active-version').innerText(), patience).toBe('Version 2 aktiv');
  expect(await page.getByTestId('version-2').innerText()).toContain('Anna Bauer');

  // The next order goes by the new version, and says so; the old one still says why it went as it did.
  const next = await decided(await placeOrder(stack));
  expect(next).toMatchObject({ version: 2 });
  expect(['fastest', 'cheaper_at_same_day', 'only_one_fits']).toContain(next.reason);
  await page.goto(`/orders/${next.number}`);
  await page.getByRole('link', { name: 'Matrix Version 2' }).waitFor();
  expect(await page.getByTestId('carrier-decision').innerText()).toMatch(/Express/);
  expect(await page.getByTestId('why-summary').innerText()).toMatch(/€, .+\./);
  expect(await accessibilityFindings(page, 'wcag')).toEqual([]);
  await page.goto(`/orders/${before[0]!.number}`);
  await page.getByRole('link', { name: 'Matrix Version 1' }).click();
  await expect.poll(() => page.getByTestId('past-version').innerText(), patience).toContain('Version 1');
  expect(await page.getByTestId('cell-dhl-klein-weight').innerText()).toContain('≤ 1 kg');

  await page.goto('/settings/carriers');
  await page.getByTestId('version-1').getByRole('button', { name: 'Wieder aktivieren' }).click();
  await page.getByTestId('confirm').click();
  await expect.poll(() => page.getByTestId('active-version').innerText(), patience).toBe('Version 1 aktiv');
  expect(await decided(await placeOrder(stack))).toMatchObject({ version: 1 });
  expect(strange).toEqual([]);
  await context.close();
});

test('a carrier is made by hand, gets a service in the draft, which is published at a date and taken back', async () => {
  const { page, context, strange } = await visit(browser, stack);
  await signIn(page, stack);
  await page.goto('/settings/transports');
  await page.getByTestId('new-carrier').click();
  const form = page.getByTestId('carrier-form');
  await form.getByLabel('Name').fill('Lager West');
  await form.getByLabel('Kürzel').fill('nord');
  await page.getByTestId('create-carrier').click();
  await form.getByRole('alert').filter({ hasText: 'schon da' }).waitFor();
  await form.getByLabel('Kürzel').fill('west');
  await shoot(page, 'carrier-new');
  expect(await accessibilityFindings(page, 'wcag')).toEqual([]);
  await page.getByTestId('create-carrier').click();
  await page.getByRole('heading', { name: 'Lager West' }).waitFor();
  await page.getByTestId('rename-carrier').click();
  await page.getByRole('dialog').getByLabel('Name').fill('Lager Kassel');
  await page.getByRole('dialog').getByRole('button', { name: 'Umbenennen' }).click();
  await page.getByRole('heading', { name: 'Lager Kassel' }).waitFor();

  await page.goto('/settings/carriers');
  await page.getByTestId('begin-draft').click();
  await page.getByTestId('matrix-carriers').getByLabel('Arbeitszeit Lager Kassel').waitFor();
  await page.getByTestId('add-row').click();
  await page.getByRole('menuitem', { name: 'Lager Kassel' }).click();
  await page.getByRole('menu').last().getByRole('menuitem').first().click();
  const services = async () =>
    stack.rows(
      `select 1 from matrix_version, jsonb_array_elements(terms -> 'services') as s
        where state = 'draft' and s ->> 'carrier' = 'WEST'`,
    );
  await expect.poll(async () => (await services()).length, patience).toBe(1);

  await page.getByTestId('publish').click();
  await page.getByTestId('publish-at').fill('2035-01-02T08:00');
  await page.getByTestId('publish-now').click();
  await expect.poll(() => page.getByTestId('scheduled-version').innerText(), patience).toMatch(/2035.*08:00/);
  await shoot(page, 'matrix-scheduled');
  expect(await page.getByTestId('active-version').innerText()).toBe('Version 1 aktiv');
  await page.getByRole('button', { name: 'zurücknehmen' }).click();
  await page.getByTestId('draft-version').waitFor();
  expect(await page.getByTestId('scheduled-version').count()).toBe(0);

  // At the next full minute it becomes active by itself, under the eyes of whoever looks.
  const soon = new Date(Math.ceil((Date.now() + 8_000) / 60_000) * 60_000);
  const inBerlin = new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'Europe/Berlin',
    dateStyle: 'short',
    timeStyle: 'short',
  });
  await page.getByTestId('publish').click();
  await page.getByTestId('publish-at').fill(inBerlin.format(soon).replace(' ', 'T'));
  await page.getByTestId('publish-now').click();
  await page.getByTestId('scheduled-version').waitFor();
  await expect
    .poll(() => page.getByTestId('active-version').innerText(), { timeout: 120_000 })
    .not.toBe('Version 1 aktiv');
  const [active] = (await stack.rows<{ number: number; since: Date }>(
    `select number, active_since as since from matrix_version where state = 'active'`,
  )) as [{ number: number; since: Date }];
  expect(active.since.getTime()).toBeGreaterThanOrEqual(soon.getTime());
  expect(await decided(await placeOrder(stack))).toMatchObject({ version: active.number });
  await page.getByTestId('version-1').getByRole('button', { name: 'Wieder aktivieren' }).click();
  await page.getByTestId('confirm').click();
  await expect.poll(() => page.getByTestId('active-version').innerText(), patience).toBe('Version 1 aktiv');
  expect(strange).toEqual([]);
  await context.close();
});

test('a draft that leaves orders without a carrier is published only when somebody says so, in English and in the dark', async () => {
  const { page, context, strange } = await visit(browser, stack, { locale: 'en-GB', colorScheme: 'dark' });
  await page.setViewportSize({ width: 1180, height: 820 });
  await page.goto('/');
  await page.getByLabel('E-mail').fill('anna@kontor.test');
  await page.getByLabel('Password', { exact: true }).fill(stack.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { level: 1, name: 'Orders' }).waitFor();
  await page.goto('/settings/carriers');
  await page.getByTestId('begin-draft').click();
  for (const name of ['Hauslager', 'Fulfilment Nord', 'Lagerhaus Süd', 'Express Rhein']) {
    const box = page.getByTestId('matrix-carriers').getByRole('checkbox', { name: `Active ${name}` });
    await box.click();
    await expect.poll(() => box.isChecked(), patience).toBe(false);
  }
  await page.getByTestId('dry-run').click();
  await page.getByTestId('dry-run-sum').waitFor();
  expect(await page.getByTestId('dry-run-changes').innerText()).toContain('without carrier');
  expect(await accessibilityFindings(page, 'wcag')).toEqual([]);
  expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  await page.getByTestId('matrix-islands').scrollIntoViewIfNeeded();
  await shoot(page, 'matrix-dark');
  await page.getByTestId('publish').click();
  await page.getByTestId('publish-now').click();
  await page.getByTestId('leaves-orders').waitFor();
  expect(await page.getByTestId('publish-now').isDisabled()).toBe(true);
  expect(await stack.rows(`select number from matrix_version where state = 'active'`)).toEqual([{ number: 1 }]);
  // A refusal is written into the console of the browser by nobody.
  expect(strange).toEqual([]);
  await context.close();
});
