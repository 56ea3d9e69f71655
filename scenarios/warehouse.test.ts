import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser, signIn, visit } from './browser.ts';
import { Stack } from './stack.ts';

let stack: Stack;
let browser: Browser;

// Without a token nobody of the sandbox packs: the story does it.
beforeAll(async () => {
  [stack, browser] = await Promise.all([Stack.start({ sandbox: { KONTOR_TOKEN: 'none' } }), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await stack?.stop();
});

interface Waiting {
  id: string;
  number: string;
  note: string;
}
const waiting = (): Promise<Waiting[]> =>
  stack.rows<Waiting>(
    `select s.id, o.number, o.delivery_note_number as note from shipment s join sales_order o on o.id = s.order_id
      where s.state = 'packing' order by s.confirm_by, s.id`,
  );
const itemsOf = (orderNumber: string): Promise<{ gtin: string; quantity: number }[]> =>
  stack.rows(
    `select p.gtin, sum(l.quantity)::int as quantity from order_line l join sales_order o on o.id = l.order_id join product p on p.sku = l.sku
      where o.number = $1 group by p.gtin`,
    [orderNumber],
  );

/** Types like a scanner: fast, and with Enter at the end. */
const scan = async (page: Page, code: string): Promise<void> => {
  await page.keyboard.type(code);
  await page.keyboard.press('Enter');
};
/** The same code again counts after two seconds only. */
const doubleGuard = 2_100;

async function scanItems(page: Page, number: string): Promise<void> {
  for (const { gtin, quantity } of await itemsOf(number))
    for (let n = 0; n < quantity; n += 1) {
      if (n) await page.waitForTimeout(doubleGuard);
      await scan(page, gtin);
    }
}

test('a packer works off the queue on an upright tablet: scan, wrong article, right article, label, next', async () => {
  await expect
    .poll(
      async () => {
        await stack.ask('/orders', { kind: 'plain', count: 4 });
        return (await waiting()).length;
      },
      { timeout: 120_000, interval: 4_000 },
    )
    .toBeGreaterThanOrEqual(2);
  const { page, context, strange } = await visit(browser, stack, { viewport: { width: 820, height: 1180 } });
  await signIn(page, stack);
  await page.goto('/warehouse');
  const [first, second] = (await waiting()) as [Waiting, Waiting];
  await page.getByTestId('packing-queue').getByRole('link', { name: first.number, exact: true }).waitFor();

  await page.getByTestId('open-pick-list').click();
  await page.getByTestId('pick-list').getByRole('row').nth(1).waitFor();
  await page.keyboard.press('Escape');
  const notes = async () => {
    const href = await page.getByTestId('print-notes').getAttribute('href');
    return (await context.request.get(href!)).headers()['content-type'];
  };
  await expect.poll(notes, { timeout: 60_000 }).toBe('application/pdf');

  await page.getByRole('link', { name: 'Scannen' }).click();
  await page.getByTestId('scan-code').waitFor();
  await scan(page, first.note);
  await page.getByTestId('scan-items').waitFor();
  await expect.poll(() => page.getByTestId('tracking-number').isDisabled()).toBe(true);
  await scan(page, '4000000000006');
  const wrong = page.getByTestId('wrong-item');
  await wrong.waitFor();
  const [item] = await itemsOf(first.number);
  await scan(page, item!.gtin);
  expect(await wrong.isVisible()).toBe(true);
  await wrong.getByRole('button').click();
  await scanItems(page, first.number);
  await expect.poll(() => page.getByTestId('tracking-number').isEnabled()).toBe(true);
  await scan(page, '00340434129322505182');
  await page.getByTestId('packed').waitFor();
  expect(
    await stack.rows(`select tracking_number from sales_order where number = $1 and tracking_number = $2`, [
      first.number,
      '00340434129322505182',
    ]),
  ).toHaveLength(1);

  await scan(page, second.note);
  await page.getByTestId('report-problem').click();
  await page.getByLabel('Artikel beschädigt').check();
  await page.getByTestId('send-problem').click();
  await page.getByTestId('scan-code').waitFor();
  expect(
    await stack.rows(
      `select 1 from ticket t join sales_order o on o.id = t.order_id where o.number = $1 and t.reason = 'packing_item_damaged'`,
      [second.number],
    ),
  ).toHaveLength(1);
  expect(strange).toEqual([]);
  await context.close();
});
