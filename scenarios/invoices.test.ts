import { PDFDocument } from '@cantoo/pdf-lib';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser, signIn, visit } from './browser.ts';
import { Stack } from './stack.ts';

let stack: Stack;
let browser: Browser;
let page: Page;
let strange: string[];

beforeAll(async () => {
  [stack, browser] = await Promise.all([Stack.start(), openBrowser()]);
  ({ page, strange } = await visit(browser, stack));
});
afterAll(async () => {
  await browser?.close();
  await stack?.stop();
});

interface Issued {
  number: string;
  id: string;
  data: { lines: { unitGrossCents: number; netCents: number; quantity: number; vatPermille: number }[] };
  hash: string;
}

async function invoiceOf(channelOrderId: string): Promise<Issued | undefined> {
  return (
    await stack.rows<Issued>(
      'select i.* from invoice i join sales_order o on o.id = i.order_id where o.channel_order_id = $1',
      [channelOrderId],
    )
  )[0];
}

async function issued(): Promise<Issued> {
  const { orderIds } = await stack.ask<{ orderIds: [string] }>('/orders', { kind: 'plain', count: 1 });
  await expect.poll(() => invoiceOf(orderIds[0]), { timeout: 120_000 }).toBeTruthy();
  return (await invoiceOf(orderIds[0]))!;
}

/** The bytes of a stored document, fetched with the session of the page. */
async function fetched(kind: string, number: string): Promise<Buffer> {
  const find = () =>
    stack.rows<{ id: string }>('select id from document where kind = $1 and number = $2', [kind, number]);
  await expect.poll(async () => (await find()).length, { timeout: 60_000 }).toBe(1);
  const response = await page.request.get(`/documents/${(await find())[0]!.id}`);
  expect(response.status()).toBe(200);
  return response.body();
}

test('what was shipped is invoiced by itself, says why it is taxed so, and is credited in part with the original’s VAT', async () => {
  const invoice = await issued();
  await signIn(page, stack);
  await page.goto('/invoices');
  await page.getByRole('searchbox').or(page.getByLabel('Rechnung, Auftrag oder Bestellung')).fill(invoice.number);
  await page.getByTestId('invoice-table').getByRole('link', { name: invoice.number, exact: true }).click();
  await page.getByTestId('vat-reason').getByText('Inland: Steuersätze von DE').waitFor();
  await page.getByTestId('credit').click();
  const units = page.getByLabel(/^Menge von/).first();
  await units.fill('1');
  // A number counts when its field is left.
  await units.press('Tab');
  const [line] = invoice.data.lines;
  const net = (line!.netCents / line!.quantity / 100).toFixed(2).replace('.', ',');
  await expect.poll(() => page.getByTestId('credit-preview').innerText(), { timeout: 30_000 }).toContain(net);
  await page.getByTestId('issue-credit').click();
  await page
    .getByRole('status')
    .getByText(/ist ausgestellt/)
    .waitFor();
  const [note] = await stack.rows<{ number: string; net_cents: number; gross_cents: number }>(
    'select * from credit_note where invoice_id = $1',
    [invoice.id],
  );
  expect(note).toMatchObject({
    net_cents: line!.netCents / line!.quantity,
    gross_cents: line!.unitGrossCents,
  });
  await expect.poll(() => page.getByTestId('credit-notes').innerText()).toContain(note!.number);
  const [after] = await stack.rows<Issued>('select * from invoice where id = $1', [invoice.id]);
  expect([after!.hash, after!.data]).toEqual([invoice.hash, invoice.data]);

  for (const [kind, number] of [
    ['invoice', invoice.number],
    ['credit_note', note!.number],
  ] as const) {
    const pdf = await PDFDocument.load(await fetched(kind, number));
    const [attached] = pdf.getAttachments();
    expect(attached!.name).toBe('factur-x.xml');
    expect(Buffer.from(attached!.data).equals(await fetched(`${kind}_xml`, number))).toBe(true);
  }
});

test('an XRechnung is written on request and handed out', async () => {
  const documents = page.getByTestId('invoice-documents');
  await documents.getByRole('button', { name: 'XRechnung UBL erzeugen' }).click();
  await documents.getByRole('link', { name: 'XRechnung (UBL)' }).waitFor({ timeout: 60_000 });
  const number = (await page.getByRole('heading', { level: 1 }).innerText()).trim();
  expect((await fetched('xrechnung_ubl', number)).toString()).toContain('xrechnung_3.0');
});

test('nothing went to strangers, and no error was shown in the console', () => {
  expect(strange).toEqual([]);
});
