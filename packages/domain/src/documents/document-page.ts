import type { Address } from '../kernel/address.ts';
import type { Seller } from './document-data.ts';
import { documentStyle } from './document-style.ts';
import { documentTexts, type DocumentLanguage } from './document-texts.ts';
import { html, Html } from './html.ts';

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
  /** The company's logo as a data: URI, instead of its name. */
  logo?: string | null | undefined;
}

/** A page as HTML: brand, address window and facts (DIN 5008 form B), body; company data and page number on every page. */
export function documentPage({ title, seller, recipient, facts, body, language, logo }: DocumentPage): string {
  const head = brand(seller, logo ?? null);
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
        ${recipient ? letterHead(head, seller, recipient, facts) : html`<div class="head low">${head}</div>`}
        <h1>${title}</h1>
        ${body}
      </body>
    </html>`.text.trim();
}

/** Only an image that is part of the page: a printed document asks nobody for anything. */
const isImage = (logo: string): boolean => /^data:image\/(png|jpeg|svg\+xml);base64,[A-Za-z0-9+/=]+$/.test(logo);

const brand = (seller: Seller, logo: string | null): Html =>
  logo && isImage(logo)
    ? html`<img class="logo" src="${logo}" alt="${seller.name}" />`
    : html`<div class="brand">${seller.name}</div>`;

const letterHead = (head: Html, seller: Seller, recipient: Address, facts: [string, string][]): Html =>
  html`<div class="head">
    ${head}
    <div class="window">
      <div class="sender">${seller.name} · ${seller.street} · ${seller.postcode} ${seller.city}</div>
      ${addressBlock(recipient, seller.country)}
    </div>
    ${factList(facts)}
  </div>`;
