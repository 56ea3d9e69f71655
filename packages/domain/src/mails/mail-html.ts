import { html, type Html } from '../documents/html.ts';
import type { MailData } from './mail-templates.ts';
import { mailTexts } from './mail-texts.ts';

const cell = 'padding:8px 0;border-bottom:1px solid #eaecf0;vertical-align:top';
const amount = `${cell};text-align:right;white-space:nowrap;padding-left:16px`;

/** A mail as HTML that every mail program shows: one column, styles inline, nothing to load. */
export const mailHtml = (data: MailData, subject: string, intro: string, trackings: MailData['trackings']): string =>
  html`<!doctype html>
    <html lang="${data.language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light" />
        <title>${subject}</title>
      </head>
      <body style="margin:0;background:#f2f4f7;font:16px/1.5 Arial,Helvetica,sans-serif;color:#1d2939">
        <div style="max-width:560px;margin:0 auto;padding:24px 12px">
          <p style="margin:0 0 12px;font-weight:bold;font-size:18px">${data.seller}</p>
          <div style="background:#ffffff;border-radius:8px;padding:24px">
            <p style="margin:0 0 16px">${mailTexts[data.language].greeting(data.customerName)}</p>
            <p style="margin:0 0 16px">${intro}</p>
            ${trackings.map((tracking) => parcel(tracking, mailTexts[data.language].follow))} ${lineTable(data)}
            <p style="margin:24px 0 0">${mailTexts[data.language].regards}<br />${data.seller}</p>
          </div>
          <p style="margin:12px 0 0;color:#475467;font-size:13px">
            ${mailTexts[data.language].order} ${data.channelOrderId} · ${data.order}
          </p>
        </div>
      </body>
    </html>`.text;

const parcel = ({ service, number, url }: MailData['trackings'][0], follow: string): Html =>
  html`<div style="margin:0 0 16px;padding:12px 16px;background:#f2f4f7;border-radius:6px">
    <div><b>${service}</b> ${number}</div>
    ${url ? html`<a href="${url}" style="color:#175cd3;font-weight:bold">${follow}</a>` : null}
  </div>`;

const lineTable = ({ language, lines, total }: MailData): Html =>
  html`<table role="presentation" style="width:100%;border-collapse:collapse;font-size:15px">
    ${lines.map(
      (line) =>
        html`<tr>
          <td style="${cell}">${line.quantity} × ${line.title}</td>
          <td style="${amount}">${line.total}</td>
        </tr>`,
    )}
    ${
      total
        ? html`<tr>
            <td style="padding:8px 0;font-weight:bold">${mailTexts[language].total}</td>
            <td style="padding:8px 0 8px 16px;font-weight:bold;text-align:right;white-space:nowrap">${total}</td>
          </tr>`
        : null
    }
  </table>`;
