import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accessibilityFindings, openBrowser, shoot, signIn, visit } from './browser.ts';
import { Stack } from './stack.ts';

let stack: Stack;
let browser: Browser;
beforeAll(async () => {
  [stack, browser] = await Promise.all([Stack.start(), openBrowser()]);
  await onlyNord();
}, 400_000);
afterAll(async () => {
  await browser?.close();
  await stack?.stop();
});

/** Orders go to Fulfilment Nord or nowhere; it has everything on its shelves. */
async function onlyNord(): Promise<void> {
  const { data } = await stack.graphql<{ carriers: { id: string; code: string }[] }>('{ carriers { id code } }');
  for (const { id, code } of data!.carriers)
    if (code !== 'NORD') await stack.graphql(`mutation { disarmCarrier(carrierId: "${id}") { active } }`);
  await stack.rows(
    `insert into stock (sku, carrier_id, on_hand) select sku, (select id from carrier where code = 'NORD'), 1000 from product
     on conflict do nothing`,
  );
}

interface Sent {
  number: string;
  state: string;
}
/** Places orders until Nord has a shipment more. */
async function nextAtNord(): Promise<string> {
  const known = new Set((await atNord()).map(({ number }) => number));
  await stack.ask('/orders', { kind: 'plain', count: 3 });
  const fresh = async () => (await atNord()).find(({ number, state }) => !known.has(number) && state !== 'planned');
  await expect.poll(async () => Boolean(await fresh()), { timeout: 90_000 }).toBe(true);
  return (await fresh())!.number;
}
const atNord = () =>
  stack.rows<Sent>(
    `select s.number, s.state from shipment s join carrier c on c.id = s.carrier_id where c.code = 'NORD' order by s.number`,
  );

const fileOf = (shipment: string) =>
  readFile(path.join(stack.folder, 'sandbox/nord/processed', `${shipment}.csv`), 'utf8');
const patient = { timeout: 60_000 };

const shot = (page: Page, name: string): Promise<void> => shoot(page, `handover-${name}`);

test('a template with a typo is corrected, previewed, sent as a test and published; the next order goes out in the new form', async () => {
  const before = await nextAtNord();
  const { page, context, strange } = await visit(browser, stack);
  await signIn(page, stack);
  await page.getByRole('link', { name: 'Übertragungswege' }).click();
  await page.getByRole('link', { name: 'Fulfilment Nord' }).waitFor();
  await shot(page, 'list');
  await page.getByRole('link', { name: 'Fulfilment Nord' }).click();
  await page.getByTestId('probe').click();
  await expect.poll(() => page.getByTestId('trial-state').first().innerText(), patient).toBe('bestanden');
  expect(await page.getByTestId('hand-over-form').getByLabel('Passwort').inputValue()).toBe('');
  await shot(page, 'transport');

  await page.getByTestId('tab-template').click();
  const body = page.getByTestId('template-body');
  const text = await body.inputValue();
  const wider = text
    .replace('quantity;weight_g', 'quantity;weight_g;total_weight')
    .replace('{{ line.weightG }}', '{{ line.weightG }};{{ shipment.weigthG }}');
  expect(wider).toContain('weigthG');
  await body.fill(wider);
  const problems = page.getByTestId('template-problems');
  await problems.waitFor();
  const words = await problems.innerText();
  expect(words).toMatch(/Zeile 6, Spalte \d+:\s*„weigthG“ gibt es nicht\. Meinten Sie „weightG“\?/);
  expect(await page.getByTestId('save-template').isDisabled()).toBe(true);
  await shot(page, 'problem');
  await page.getByTestId('fix-problem').click();
  await page.getByTestId('preview').waitFor();
  const [{ number }] = (await stack.rows<{ number: string }>(
    'select number from sales_order order by number limit 1',
  )) as [{ number: string }];
  await page.getByTestId('preview-order').fill(number);
  await expect.poll(() => page.getByTestId('preview').innerText(), patient).toContain(number);
  expect(await page.getByTestId('preview').innerText()).toContain('weight_g;total_weight');
  await page.getByLabel('Was ist neu?').fill('mit Gesamtgewicht');
  await page.getByTestId('save-template').click();
  await page.getByTestId('publish-2').waitFor();
  await page.getByTestId('test-send').click();
  // The protocol of the test send stands above that of the connection test.
  await expect
    .poll(() => page.getByRole('main').innerText(), patient)
    .toMatch(/rename \/inbox\/P-\d+\.csv\.tmp → \/inbox\/P-\d+\.csv/);
  await shot(page, 'template');
  expect(await accessibilityFindings(page)).toEqual([]);
  await page.getByTestId('publish-2').click();
  await expect.poll(() => page.getByTestId('versions').innerText(), patient).toMatch(/2\s[^\n]*\n?.*veröffentlicht/);

  const after = await nextAtNord();
  await expect.poll(() => fileOf(after).catch(() => ''), patient).toContain('weight_g;total_weight');
  expect(await fileOf(before)).not.toContain('total_weight');
  expect(strange).toEqual([]);
  await context.close();
});

test('an unreadable answer goes into quarantine; with the mapping corrected it is read again and the order ships', async () => {
  const { page, context, strange } = await visit(browser, stack);
  await signIn(page, stack);
  await page.goto('/settings/transports/NORD?tab=returns');
  await page.getByTestId('map-trackingNumber').fill('sendungsnr');
  await page
    .getByTestId('mapping-sample')
    .fill('shipment;tracking_number;parcel_service;shipped_at\nS-100001;00340434;DHL;2026-11-25T10:00:00Z\n');
  await page.getByTestId('try-mapping').click();
  await expect.poll(() => page.getByTestId('mapping-problem').innerText(), patient).toContain('sendungsnr');
  await shot(page, 'returns-problem');
  await page.getByTestId('save-returns').click();
  const stored = () =>
    stack.rows<{ at: string }>(
      `select returns #>> '{mapping,fields,trackingNumber,at}' as at from carrier where code = 'NORD'`,
    );
  await expect.poll(async () => (await stored())[0]!.at, patient).toBe('sendungsnr');

  const shipment = await nextAtNord();
  const message = () =>
    stack.rows<{ id: string; state: string }>(`select id, state from inbound_message where name = $1`, [
      `${shipment}-1.csv`,
    ]);
  await expect.poll(async () => (await message())[0]?.state, { timeout: 120_000 }).toBe('quarantined');
  const [{ id }] = (await message()) as [{ id: string; state: string }];
  const open = () => stack.rows(`select 1 from ticket where cause = $1 and status = 'open'`, [`inbound:${id}`]);
  expect(await open()).toHaveLength(1);
  await page.goto('/inbound');
  const row = page
    .getByTestId('inbound')
    .getByRole('row')
    .filter({ hasText: `${shipment}-1.csv` });
  await row.getByRole('button', { name: 'Ansehen' }).click();
  await expect.poll(() => page.getByTestId('inbound-text').innerText(), patient).toContain(shipment);
  await shot(page, 'quarantine');
  expect(await accessibilityFindings(page)).toEqual([]);

  await page.goto('/settings/transports/NORD?tab=returns');
  await page.getByTestId('map-trackingNumber').fill('tracking_number');
  await page
    .getByTestId('mapping-sample')
    .fill('shipment;tracking_number;parcel_service;shipped_at\nS-100001;00340434;DHL;2026-11-25T10:00:00Z\n');
  await page.getByTestId('try-mapping').click();
  await expect.poll(() => page.getByTestId('mapping-result').innerText(), patient).toContain('00340434');
  await shot(page, 'returns');
  await page.getByTestId('save-returns').click();
  await expect.poll(async () => (await stored())[0]!.at, patient).toBe('tracking_number');
  await page.goto('/inbound');
  await row.getByTestId('replay').click();
  await expect.poll(async () => (await message())[0]!.state, patient).toBe('taken');
  expect(await open()).toEqual([]);
  await expect
    .poll(async () => (await atNord()).find(({ number }) => number === shipment)!.state, patient)
    .toBe('shipped');
  expect(strange).toEqual([]);
  await context.close();
});

test('a changed carrier is armed again after its sample has come back; in English, in the dark, without an accessibility finding', async () => {
  const { page, context, strange } = await visit(browser, stack, { colorScheme: 'dark' });
  await signIn(page, stack);
  await page.evaluate(() => localStorage.setItem('kontor.locale', 'en'));
  await page.goto('/settings/transports/NORD?tab=trial');
  await expect.poll(() => page.getByTestId('proved').innerText(), patient).toBe('not proved like this');
  await page.getByTestId('disarm').click();
  await page.getByTestId('arm').waitFor();
  expect(await page.getByTestId('arm').isDisabled()).toBe(true);
  await page.getByTestId('round-trip').click();
  // Nord takes the sample like any order and answers it by file.
  await expect.poll(() => page.getByTestId('trial-state').first().innerText(), { timeout: 120_000 }).toBe('passed');
  await page.getByTestId('arm').click();
  await expect.poll(() => page.getByTestId('armed').innerText(), patient).toBe('armed');
  await shot(page, 'round-trip');
  for (const at of [
    '/settings/transports',
    ...['transport', 'template', 'returns', 'trial'].map((tab) => `/settings/transports/SUED?tab=${tab}`),
  ]) {
    await page.goto(at);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page
      .getByRole('main')
      .getByText(/Lagerhaus|Wie|How|Template|Round trip|Mapping/)
      .first()
      .waitFor();
    expect([at, await accessibilityFindings(page)]).toEqual([at, []]);
  }
  await page.goto('/settings/transports/SUED?tab=template');
  await page.locator('iframe').waitFor();
  await shot(page, 'mail-dark');
  expect(strange).toEqual([]);
  await context.close();
});
