import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accessibilityFindings, openBrowser, shoot, signIn, visit } from './browser.ts';
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

test('a part leaves today, the rest later: two labels, two reports to the channel, two mails, one invoice', async () => {
  const withTwoUnits = async () => {
    await stack.ask('/orders', { kind: 'plain', count: 4 });
    const found = await stack.rows<Waiting & { orderId: string; channelOrderId: string }>(
      `select s.id, o.number, o.delivery_note_number as note, o.id as "orderId", o.channel_order_id as "channelOrderId" from shipment s join sales_order o on o.id = s.order_id
        where s.state = 'packing' and s.problem is null and o.delivery_note_number is not null
          and (select sum(quantity) from order_line l where l.order_id = o.id) > 1 limit 1`,
    );
    return found[0];
  };
  let order = await withTwoUnits();
  await expect.poll(async () => (order ??= await withTwoUnits()), { timeout: 120_000, interval: 4_000 }).toBeTruthy();
  const { number, note, orderId, channelOrderId } = order!;
  const { page, context, strange } = await visit(browser, stack, { viewport: { width: 820, height: 1180 } });
  await signIn(page, stack);
  await page.goto('/warehouse/scan');
  await page.getByTestId('scan-code').waitFor();
  await scan(page, note);
  await page.getByTestId('scan-items').waitFor();
  expect(await page.getByTestId('send-part').isDisabled()).toBe(true);
  const [item] = await itemsOf(number);
  await scan(page, item!.gtin);
  await page.getByTestId('send-part').click();
  await page.getByTestId('packing-part').waitFor();
  await shoot(page, 'packing-part');
  expect(await accessibilityFindings(page)).toEqual([]);
  await scan(page, '00340434129322505199');
  await page.getByText(`Ein Teil von Auftrag ${number}`).waitFor();
  const parts = () =>
    stack.rows<{ number: string; state: string }>(
      'select number, state from shipment where order_id = $1 order by confirmed_at nulls last',
      [orderId],
    );
  expect((await parts()).map(({ state }) => state)).toEqual(['shipped', 'packing']);
  expect(await stack.rows(`select 1 from invoice where order_id = $1`, [orderId])).toEqual([]);

  await scan(page, note);
  await page.getByTestId('scan-items').waitFor();
  const left = page.getByTestId('scan-items').getByRole('button');
  for (let row = 0; row < (await left.count()); row += 1)
    while (await left.nth(row).isEnabled()) await left.nth(row).click();
  await scan(page, '00340434129322505205');
  await page.getByText(`Auftrag ${number} ist gepackt`).waitFor();
  await expect
    .poll(
      () =>
        stack.rows(
          `select o.station, (select count(*)::int from invoice i where i.order_id = o.id) as invoices,
                  (select count(*)::int from effect e where e.order_id = o.id and e.kind = 'channel_shipment' and e.state = 'done') as told
             from sales_order o where o.id = $1`,
          [orderId],
        ),
      { timeout: 90_000 },
    )
    .toEqual([{ station: 'invoiced', invoices: 1, told: 2 }]);
  const labels = ['00340434129322505199', '00340434129322505205'];
  const mails = async () => {
    const list = (await stack.world()).mails.filter((mail) => mail.kind === 'shipped' && mail.order === number);
    const texts = list.map(async ({ n }) => (await fetch(`${stack.sandboxUrl}/mails/${n}`)).text());
    return (await Promise.all(texts))
      .map((text) => labels.filter((label) => text.includes(label)).join(' '))
      .toSorted();
  };
  await expect.poll(mails, { timeout: 60_000 }).toEqual(labels);
  const { confirmations } = (await stack.world()).orders.list.find(({ orderId: of }) => of === channelOrderId)!;
  expect(confirmations.map(({ trackingNumber }) => trackingNumber).toSorted()).toEqual(labels);
  expect(strange).toEqual([]);
  await context.close();
});
