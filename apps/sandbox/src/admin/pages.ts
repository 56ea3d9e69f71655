import type { ParsedMail } from 'mailparser';
import type { StoredOrder } from '../amazon/amazon-order.ts';
import { handoverCounts } from '../carriers/handovers.ts';
import type { StoredMail } from '../mail/mail-server.ts';
import type { Parts } from './admin.routes.ts';

const escape = (text: unknown): string => String(text ?? '').replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);

const style = `body{font:14px/1.5 system-ui,sans-serif;margin:0;color:#1d2939;background:#f8fafc}main{max-width:1100px;margin:0 auto;padding:24px}h1{font-size:20px}h2{font-size:15px;margin-top:28px}
table{border-collapse:collapse;width:100%;background:#fff}th,td{text-align:left;padding:6px 10px;border-bottom:1px solid #e4e7ec}th{font-size:12px;color:#475467}.tiles{display:flex;gap:12px;flex-wrap:wrap}
.tile{background:#fff;border:1px solid #e4e7ec;border-radius:8px;padding:10px 16px;min-width:120px}.tile b{display:block;font-size:22px}nav a{margin-right:14px}a{color:#175cd3}
@media(prefers-color-scheme:dark){body{background:#0c111d;color:#e4e7ec}table,.tile{background:#161b26}th,td,.tile{border-color:#333741}a{color:#84adff}th{color:#94969c}}`;

const page = (title: string, body: string): string =>
  `<!doctype html><html lang="de"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escape(title)}</title><style>${style}</style><main><nav><a href="/">Welt</a><a href="/mails">Mails</a><a href="/setup.json">setup.json</a><a href="/world.json">world.json</a></nav><h1>${escape(title)}</h1>${body}</main></html>`;

const table = (head: string[], rows: string[][]): string =>
  `<table><tr>${head.map((cell) => `<th>${escape(cell)}</th>`).join('')}</tr>${rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('')}</table>`;

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
