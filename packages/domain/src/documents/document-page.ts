import type { Address } from '../kernel/address.ts';
import type { Seller } from './document-data.ts';
import { html, type Html } from './html.ts';

/** 2026-11-24 → 24.11.2026. */
export const germanDay = (day: string): string => day.split('-').toReversed().join('.');

const money = new Intl.NumberFormat('de-DE', { minimumFractionDigits: 2 });

/** 123456, EUR → 1.234,56 €. */
export const germanMoney = (cents: number, currency: string): string =>
  `${money.format(cents / 100)} ${currency === 'EUR' ? '€' : currency}`;

const countries = new Intl.DisplayNames(['de'], { type: 'region' });

/** An address as lines; the country only when the letter goes abroad. */
export function addressLines(
  { company, name, street, addition, postcode, city, country }: Address,
  home: string,
): string[] {
  const lines = [
    company,
    name,
    addition,
    street,
    `${postcode} ${city}`.trim(),
    country === home ? null : countries.of(country),
  ];
  return lines.filter((line): line is string => Boolean(line?.trim()));
}

const fonts = '"Liberation Sans", "Open Sans", Arial, sans-serif';

const style = new Map([
  [
    'base',
    `* { box-sizing: border-box; margin: 0 } body { font: 9.5pt/1.45 "Liberation Sans", "Open Sans", Arial, sans-serif; color: #1d2939 }`,
  ],
  [
    'head',
    `.brand { display: flex; justify-content: space-between; align-items: flex-start; border-bottom: 2px solid #1d2939; padding-bottom: 4mm; margin-bottom: 9mm } .brand b { font-size: 15pt; letter-spacing: -.01em } .brand span { color: #667085; font-size: 8pt; text-align: right }`,
  ],
  [
    'letter',
    `.letter { display: flex; justify-content: space-between; gap: 12mm; min-height: 40mm } .sender { font-size: 7pt; color: #667085; border-bottom: .5px solid #98a2b3; padding-bottom: .6mm; margin-bottom: 2mm } .window { width: 85mm }`,
  ],
  [
    'facts',
    `dl { display: grid; grid-template-columns: auto auto; gap: .8mm 6mm; font-size: 8.5pt; align-content: start } dt { color: #667085 } dd { text-align: right; font-variant-numeric: tabular-nums }`,
  ],
  ['body', `h1 { font-size: 15pt; letter-spacing: -.01em; margin: 8mm 0 4mm } p { margin: 3mm 0 }`],
  [
    'table',
    `table { width: 100%; border-collapse: collapse; margin: 3mm 0 } th { text-align: left; font-size: 7.5pt; text-transform: uppercase; letter-spacing: .04em; color: #475467; border-bottom: 1px solid #1d2939; padding: 1.5mm 1.5mm } td { padding: 1.8mm 1.5mm; border-bottom: .5px solid #d0d5dd; vertical-align: top } th:first-child, td:first-child { padding-left: 0 } th:last-child, td:last-child { padding-right: 0 } thead { display: table-header-group } tr { break-inside: avoid } .n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap } .sku { color: #667085; font-size: 8pt }`,
  ],
  [
    'sums',
    `.sums { margin-left: auto; width: 84mm } .sums td { border: 0; padding: .9mm 0 } .sums .all td { border-top: 1px solid #1d2939; font-weight: bold; font-size: 11pt; padding-top: 1.8mm }`,
  ],
  ['note', `.note { background: #f2f4f7; border-left: 2px solid #1d2939; padding: 2.5mm 4mm; break-inside: avoid }`],
]);

interface DocumentPage {
  title: string;
  seller: Seller;
  /** The address in the window. */
  recipient: Address;
  facts: [string, string][];
  body: Html;
}

/** A letter page: brand, address window, facts at the right, body, and the legal footer (§ 35a GmbHG) on every page. */
export function documentPage({ title, seller, recipient, facts, body }: DocumentPage): string {
  const sender = `${seller.name} · ${seller.street} · ${seller.postcode} ${seller.city}`;
  const page = html`<html lang="de">
    <head>
      <meta charset="utf-8" />
      <title>${title}</title>
      <style>
        STYLE
      </style>
    </head>
    <body>
      <div class="brand">
        <b>${seller.name}</b><span>${seller.street}<br />${seller.postcode} ${seller.city}<br />${seller.email}</span>
      </div>
      <div class="letter">
        <div class="window">
          <div class="sender">${sender}</div>
          ${addressLines(recipient, seller.country).map((line) => html`<div>${line}</div>`)}
        </div>
        <dl>
          ${facts.map(
            ([name, value]) =>
              html`<dt>${name}</dt>
                <dd>${value}</dd>`,
          )}
        </dl>
      </div>
      <h1>${title}</h1>
      ${body}
    </body>
  </html>`;
  return `<!doctype html>${page.text.replace('STYLE', () => [pageMargins(seller), ...style.values()].join('\n'))}`;
}

/** A text as a CSS string; neither a quote nor a tag can end it. */
const cssText = (lines: (string | null | false)[]): string =>
  `"${lines
    .filter(Boolean)
    .join('\n')
    .replace(/[\\"<>]/g, (char) => `\\${char.charCodeAt(0).toString(16)} `)
    .replaceAll('\n', '\\a ')}"`;

/** The legal footer in the margin of every page (§ 35a GmbHG, § 14 UStG), with page numbers. */
function pageMargins(seller: Seller): string {
  const { name, street, postcode, city, email, phone, iban, register, managingDirector: director } = seller;
  const company = cssText([name, street, `${postcode} ${city}`, email]);
  const legal = cssText([phone, iban && `IBAN ${iban}`, director && `Geschäftsführung: ${director}`, register]);
  const tax = cssText([
    seller.vatId && `USt-IdNr. ${seller.vatId}`,
    seller.taxNumber && `Steuernummer ${seller.taxNumber}`,
    ' ',
  ]);
  const look = `white-space: pre; vertical-align: top; padding-top: 2.5mm; border-top: .5px solid #98a2b3; font: 7pt/1.5 ${fonts}; color: #667085`;
  return `@page { size: A4; margin: 18mm 18mm 34mm 22mm;
    @bottom-left { content: ${company}; text-align: left; ${look} }
    @bottom-center { content: ${legal}; text-align: left; ${look} }
    @bottom-right { content: ${tax} "\\a Seite " counter(page) " von " counter(pages); text-align: right; ${look} } }`;
}
