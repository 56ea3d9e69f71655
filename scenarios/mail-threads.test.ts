import { sayMail } from '@kontor/connectors/transports/email/say-mail.testing';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accessibilityFindings, openBrowser, shoot, signIn, visit } from './browser.ts';
import { arrivesAt, placeOrder, type KnownOrder } from './orders.ts';
import { Stack, type WorldCounts } from './stack.ts';

let stack: Stack;
let browser: Browser;

beforeAll(async () => {
  [stack, browser] = await Promise.all([Stack.start(), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await stack?.stop();
});

type Mail = WorldCounts['mails'][number];
const service = 'service@kontor.test';

/** Waits for a mail of this kind in a mailbox of the world. */
async function mailTo(address: string, kind: string): Promise<Mail> {
  const find = async () => (await stack.world()).mails.find((mail) => mail.kind === kind && mail.to.includes(address));
  await expect.poll(async () => Boolean(await find()), { timeout: 120_000 }).toBe(true);
  return (await find())!;
}

const write = (from: string, id: string, ...rest: string[]): Promise<void> =>
  sayMail(stack.mailPort, service, [`From: ${from}`, `To: ${service}`, `Message-ID: <${id}@buyer.test>`, ...rest]);

async function shippedOrder(): Promise<{ order: KnownOrder; buyer: string; mail: Mail }> {
  const order = await arrivesAt(stack, await placeOrder(stack), 'paid', 'invoiced');
  const sql = 'select buyer_email as email from sales_order where id = $1';
  const [{ email: buyer }] = (await stack.rows<{ email: string }>(sql, [order.id])) as [{ email: string }];
  return { order, buyer, mail: await mailTo(buyer, 'shipped') };
}

async function ask(buyer: string, mail: Mail): Promise<void> {
  await write(
    buyer,
    'question',
    'Subject: AW: Ihre Bestellung',
    `In-Reply-To: ${mail.messageId}`,
    `References: ${mail.messageId}`,
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=x',
    '',
    '--x',
    'Content-Type: text/plain; charset=utf-8',
    '',
    'Guten Tag, passt das auch zu diesem Anschluss?',
    '--x',
    'Content-Type: image/png; name=anschluss.png',
    'Content-Disposition: attachment; filename=anschluss.png',
    'Content-Transfer-Encoding: base64',
    '',
    'iVBORw0KGgo=',
    '--x--',
  );
}

const ticketsOf = (order: KnownOrder) =>
  stack.rows<{ number: string; reason: string }>(
    `select number, reason from ticket where order_id = $1 and status = 'open' order by created_at`,
    [order.id],
  );
const reasonsOf = async (order: KnownOrder) => (await ticketsOf(order)).map(({ reason }) => reason);
const stateOf = async (id: string) =>
  (
    await stack.rows<{ state: string }>('select state from inbound_message where message_id = $1', [`${id}@buyer.test`])
  )[0]?.state;

async function openTicket(page: Page, order: KnownOrder): Promise<void> {
  await expect.poll(() => reasonsOf(order), { timeout: 60_000 }).toContain('customer_mail');
  const ticket = (await ticketsOf(order)).find(({ reason }) => reason === 'customer_mail')!;
  await page.goto(`/tickets/${ticket.number}`);
}

test('a buyer answers the shipping mail, the clerk answers back in the same thread, and machines are not answered', async () => {
  const { order, buyer, mail } = await shippedOrder();
  await ask(buyer, mail);
  const { page, context, strange } = await visit(browser, stack);
  await signIn(page, stack);
  await openTicket(page, order);
  const talk = page.getByTestId('ticket-talk');
  await talk.getByText('passt das auch zu diesem Anschluss?').waitFor();
  await talk.getByText('anschluss.png').waitFor();
  await talk.getByTestId('thread-reason').filter({ hasText: 'antwortet auf unsere Mail' }).waitFor();
  await page.getByRole('link', { name: order.number }).first().waitFor();

  await page.getByTestId('ticket-text').fill('Siehe https://shop.test');
  await page.getByTestId('contact-customer').click();
  await page.getByText('Amazon erlaubt in Mails an Käufer keine Links.').waitFor();
  await page.getByTestId('ticket-text').fill('Ja, das passt.');
  await page.getByTestId('contact-customer').click();
  await talk.getByText('Ja, das passt.').waitFor();
  const reply = await mailTo(buyer, 'reply');
  expect(reply).toMatchObject({ inReplyTo: '<question@buyer.test>', subject: 'Re: Ihre Bestellung' });

  await write(
    buyer,
    'vacation',
    'Subject: Automatische Antwort: Ihre Bestellung',
    `In-Reply-To: ${reply.messageId}`,
    '',
    '',
  );
  await expect.poll(() => stateOf('vacation'), { timeout: 60_000 }).toBe('ignored');
  await write(buyer, 'thanks', 'Subject: Re: Ihre Bestellung', `In-Reply-To: ${reply.messageId}`, '', 'Danke!');
  // the open page learns of it by itself
  await talk.getByText('Danke!').waitFor();
  expect(await talk.getByText('Automatische Antwort').count()).toBe(0);
  expect(await reasonsOf(order)).toEqual(['customer_mail']);

  await shoot(page, 'mail-light-de');
  expect(await accessibilityFindings(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize({ width: 420, height: 900 });
  await talk.getByText('Danke!').scrollIntoViewIfNeeded();
  await shoot(page, 'mail-dark-narrow');
  expect(await accessibilityFindings(page)).toEqual([]);
  // the refused answer is told by the server as an error of GraphQL, not of the page
  expect(strange).toEqual([]);
  await context.close();
});

test('a shipping mail that comes back makes a ticket, and a mail of a stranger goes to the inbox', async () => {
  const { order, buyer, mail } = await shippedOrder();
  await write(
    'MAILER-DAEMON@mx.buyer.test',
    'dsn',
    'Subject: Undelivered Mail Returned to Sender',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary=x',
    '',
    '--x',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.buyer.test',
    '',
    `Final-Recipient: rfc822; ${buyer}`,
    'Action: failed',
    'Status: 5.1.1',
    'Diagnostic-Code: smtp; 550 unknown user',
    '',
    '--x',
    'Content-Type: text/rfc822-headers',
    '',
    `Message-ID: ${mail.messageId}`,
    '',
    '--x--',
  );
  await expect.poll(() => reasonsOf(order), { timeout: 60_000 }).toEqual(['mail_bounced']);
  await write('fremd@buyer.test', 'stranger', 'Subject: Frage', '', 'Gibt es das auch in Rot?');
  const inbox = () => stack.rows<{ number: string }>(`select number from ticket where reason = 'inbox'`);
  await expect.poll(async () => (await inbox()).length, { timeout: 60_000 }).toBe(1);
  const { page, context, strange } = await visit(browser, stack, { locale: 'en-GB' });
  await page.goto('/');
  await page.getByLabel(/E-?mail/i).fill('anna@kontor.test');
  await page.getByLabel('Password', { exact: true }).fill(stack.password);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1 }).filter({ hasText: 'Orders' }).waitFor();
  await page.goto(`/tickets/${(await inbox())[0]!.number}`);
  await page.getByTestId('ticket-talk').getByText('Gibt es das auch in Rot?').waitFor();
  await page.getByTestId('contact-customer').waitFor();
  await shoot(page, 'mail-inbox-en');
  expect(await accessibilityFindings(page)).toEqual([]);
  expect(strange).toEqual([]);
  await context.close();
});
