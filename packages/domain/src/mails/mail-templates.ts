import type { Html } from '../documents/html.ts';
import { html } from '../documents/html.ts';
import { type Language, mailTexts } from './mail-texts.ts';
import type { MailKind } from './write-mails.ts';

/** What a mail to a customer says; amounts are written already. */
export interface MailData {
  language: Language;
  seller: string;
  customerName: string;
  order: string;
  channelOrderId: string;
  lines: { title: string; quantity: number; total: string }[];
  total: string;
  trackings: { service: string; number: string; url: string | null }[];
  invoice: string | null;
}

export interface WrittenMail {
  subject: string;
  text: string;
  html: string;
}

/** German where German is spoken, else English. */
export const languageOf = (country: string): Language =>
  ['DE', 'AT', 'CH', 'LI', 'LU'].includes(country) ? 'de' : 'en';

/** Writes a customer mail; subject without line breaks, every value in the HTML escaped. */
export function writeMail(kind: MailKind, data: MailData): WrittenMail {
  const say = mailTexts[data.language];
  const { subject, intro } = say[kind](data);
  const blocks = [
    say.greeting(data.customerName),
    intro,
    ...(kind === 'shipped' ? data.trackings.map(trackingText) : []),
  ];
  const lines = data.lines.map((line) => `${line.quantity} × ${line.title}  ${line.total}`);
  const end = [`${say.total}: ${data.total}`, '', say.regards, data.seller];
  return {
    subject: subject.replace(/[\r\n]+/g, ' '),
    text: [...blocks.flatMap((block) => [block, '']), ...lines, ...end].join('\n'),
    html: page(data, intro, kind === 'shipped').text,
  };
}

const trackingText = ({ service, number, url }: MailData['trackings'][0]): string =>
  `${service} ${number}${url ? `\n${url}` : ''}`;

function page(data: MailData, intro: string, withTracking: boolean): Html {
  const say = mailTexts[data.language];
  return html`<!doctype html>
    <html lang="${data.language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
      </head>
      <body style="margin:0;background:#f2f4f7;font:15px/1.5 Arial,sans-serif;color:#1d2939">
        <div style="max-width:560px;margin:0 auto;padding:24px">
          <p style="font-weight:bold;font-size:18px">${data.seller}</p>
          <div style="background:#fff;border-radius:8px;padding:24px">
            <p>${say.greeting(data.customerName)}</p>
            <p>${intro}</p>
            ${withTracking ? data.trackings.map(trackingLink) : null}
            <table style="width:100%;border-collapse:collapse">
              ${data.lines.map(
                (line) =>
                  html`<tr>
                    <td style="padding:6px 0;border-bottom:1px solid #eaecf0">${line.quantity} × ${line.title}</td>
                    <td style="text-align:right;border-bottom:1px solid #eaecf0;white-space:nowrap">${line.total}</td>
                  </tr>`,
              )}
              <tr>
                <td style="padding:8px 0;font-weight:bold">${say.total}</td>
                <td style="text-align:right;font-weight:bold">${data.total}</td>
              </tr>
            </table>
            <p>${say.regards}<br />${data.seller}</p>
          </div>
          <p style="color:#667085;font-size:12px">${data.order} · ${data.channelOrderId}</p>
        </div>
      </body>
    </html>`;
}

const trackingLink = ({ service, number, url }: MailData['trackings'][0]): Html =>
  html`<p><b>${service}</b> ${url ? html`<a href="${url}">${number}</a>` : number}</p>`;
