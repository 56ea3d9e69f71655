import type { Address } from '../kernel/address.ts';
import type { Seller } from './document-data.ts';
import { documentStyle } from './document-style.ts';
import { documentTexts, type DocumentLanguage } from './document-texts.ts';
import { html, Html } from './html.ts';

/** 2026-11-24 → 24.11.2026. */
export const germanDay = (day: string): string => day.split('-').toReversed().join('.');

const money = new Intl.NumberFormat('de-DE', { minimumFractionDigits: 2 });

/** 123456, EUR → 1.234,56 €. */
export const germanMoney = (cents: number, currency: string): string =>
  `${money.format(cents / 100)} ${currency === 'EUR' ? '€' : currency}`;

const countries = new Intl.DisplayNames(['de'], { type: 'region', fallback: 'code' });

/** An address as lines; the country only when the letter goes abroad, in capitals as the post wants it. */
export function addressLines(
  { company, name, street, addition, postcode, city, country }: Address,
  home: string,
): string[] {
  const lines = [
    company === name ? null : company,
    name,
    addition,
    street,
    `${postcode} ${city}`.trim(),
    country === home ? null : countryName(country),
  ];
  return lines.filter((line): line is string => Boolean(line?.trim()));
}

/** A channel may send a code nobody knows; it is printed as it came. */
const countryName = (country: string): string =>
  /^[A-Za-z]{2}$/.test(country) ? (countries.of(country.toUpperCase()) ?? country).toLocaleUpperCase('de') : country;

/** An address as HTML. */
export const addressBlock = (address: Address, home: string): Html =>
  html`<address>${addressLines(address, home).map((line) => html`<div>${line}</div>`)}</address>`;

/** Names and values in two columns. */
export const factList = (facts: [string, string][]): Html =>
  html`<dl>
    ${facts.map(
      ([name, value]) =>
        html`<dt>${name}</dt>
          <dd>${value}</dd>`,
    )}
  </dl>`;

interface DocumentPage {
  title: string;
  seller: Seller;
  /** The address in the window; null for papers that are no letter. */
  recipient: Address | null;
  /** Beside the address. */
  facts: [string, string][];
  body: Html;
  language: DocumentLanguage;
}

/** A page as HTML: brand, address window and facts (DIN 5008 form B), body; company data and page number on every page. */
export function documentPage({ title, seller, recipient, facts, body, language }: DocumentPage): string {
  const style = new Html(documentStyle(title, seller, documentTexts[language]));
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <title>${title}</title>
        <style>
          ${style}
        </style>
      </head>
      <body>
        ${recipient ? letterHead(seller, recipient, facts) : html`<div class="head low">${brand(seller)}</div>`}
        <h1>${title}</h1>
        ${body}
      </body>
    </html>`.text.trim();
}

const brand = (seller: Seller): Html => html`<div class="brand">${seller.name}</div>`;

const letterHead = (seller: Seller, recipient: Address, facts: [string, string][]): Html =>
  html`<div class="head">
    ${brand(seller)}
    <div class="window">
      <div class="sender">${seller.name} · ${seller.street} · ${seller.postcode} ${seller.city}</div>
      ${addressBlock(recipient, seller.country)}
    </div>
    ${factList(facts)}
  </div>`;
