import type { ParsedMail } from 'mailparser';
import type { StoredOrder } from '../amazon/amazon-order.ts';
import { handoverCounts } from '../carriers/handovers.ts';
import type { StoredMail } from '../mail/mail-server.ts';
import type { Parts } from './admin.routes.ts';
import { escape, page, table } from './page.ts';

const tile = (name: string, value: number): string => `<div class="tile"><b>${value}</b>${escape(name)}</div>`;

/** The world at a glance. */
export function worldPage({ world, settlements }: Parts): string {
  const statuses = world.state.all<{ status: string; n: number }>(
    'select status, count(*) as n from amazon_order group by status order by status',
  );
  const mails = world.state.get<{ n: number }>('select count(*) as n from mail')!.n;
  const latest = world.state
    .all<{ data: string }>('select data from amazon_order order by updated_at desc limit 25')
    .map((row) => JSON.parse(row.data) as StoredOrder);
  const tiles = [
    ...statuses.map(({ status, n }) => tile(status, n)),
    tile('Mails', mails),
    tile('Hand-overs', Object.keys(handoverCounts(world)).length),
    tile('Settlements', settlements.list().length),
  ];
  const rows = latest.map(({ order, kind, confirmations }) => [
    escape(order.orderId),
    escape(kind),
    escape(order.fulfillment!.fulfillmentStatus),
    escape(order.proceeds?.grandTotal.amount),
    escape(confirmations.at(-1)?.trackingNumber),
    escape(order.lastUpdatedTime),
  ]);
  return page(
    'Sandbox',
    `<div class="tiles">${tiles.join('')}</div><h2>Latest orders at the marketplace</h2>${table(['Order', 'Kind', 'Status', 'EUR', 'Tracking', 'Changed'], rows)}`,
  );
}

/** The mailbox of everybody. */
export const mailsPage = (mails: (StoredMail & { n: number })[]): string =>
  page(
    'Mails',
    table(
      ['At', 'To', 'Subject', 'Kind', 'Order', 'Attachments'],
      mails.map((mail) => [
        escape(mail.at),
        escape(mail.to.filter((to) => !to.startsWith('journal@')).join(', ')),
        `<a href="/mails/${mail.n}">${escape(mail.subject)}</a>`,
        escape(mail.kind),
        escape(mail.order),
        escape(mail.attachments.map(({ name }) => name).join(', ')),
      ]),
    ),
  );

/** One mail as its reader sees it. */
export const mailPage = (n: number, mail: ParsedMail): string =>
  page(
    mail.subject ?? '',
    `<p>${escape(mail.from?.text)}</p>${mail.attachments.map((part, index) => `<p><a href="/mails/${n}/${index}">${escape(part.filename)}</a></p>`).join('')}${mail.html || `<pre>${escape(mail.text)}</pre>`}`,
  );
