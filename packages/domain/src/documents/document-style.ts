import type { Seller } from './document-data.ts';
import type { DocumentTexts } from './document-texts.ts';

/** Fonts that are metrically close, so that a page looks alike on every machine. */
const fonts = '"Liberation Sans", "Open Sans", Arial, sans-serif';
const ink = '#1d2939';
const quiet = '#667085';
const hairline = '#d0d5dd';

/**
 * The style of a page: A4 with the address field of DIN 5008 form B. Company and page number stand in the
 * margin boxes, so Chromium repeats them on every page.
 */
export const documentStyle = (title: string, seller: Seller, say: DocumentTexts): string =>
  [pageRules(title, seller, say), frame, letter, tables].join('\n');

const pageRules = (title: string, seller: Seller, say: DocumentTexts): string => {
  const number = say.page('" counter(page) "', '" counter(pages) "');
  const [company, contact, legal] = companyColumns(seller, say);
  return `
  @page { size: A4; margin: 20mm 20mm 33mm 25mm;
    @top-left { content: ${cssText([title])}; ${running} text-align: left; }
    @top-right { content: "${number}"; ${running} text-align: right; }
    @bottom-left { content: ${cssText(company)}; ${column} width: 34%; }
    @bottom-center { content: ${cssText(contact)}; ${column} width: 33%; }
    @bottom-right { content: ${cssText(legal)}; ${column} width: 33%; } }
  @page :first { @top-left { content: ""; } }`;
};

const running = `font: 8pt ${fonts}; color: ${quiet}; vertical-align: middle;`;
const column = `font: 7.5pt/1.5 ${fonts}; color: ${quiet}; white-space: pre-line; text-align: left; vertical-align: top;
  margin-top: 5mm; padding: 2.5mm 4mm 0 0; border-top: .5pt solid ${hairline};`;

/** Who sells, how to reach them, and what § 35a GmbHG and § 14 UStG want named. */
const companyColumns = (seller: Seller, say: DocumentTexts): [string[], string[], string[]] => [
  [seller.name, seller.street, `${seller.postcode} ${seller.city}`],
  present([seller.phone && `${say.phone} ${seller.phone}`, seller.email, seller.iban && `${say.iban} ${seller.iban}`]),
  present([
    seller.managingDirector && `${say.managingDirector}: ${seller.managingDirector}`,
    seller.register,
    seller.vatId && `${say.vatId} ${seller.vatId}`,
    seller.taxNumber && `${say.taxNumber} ${seller.taxNumber}`,
  ]),
];

const present = (lines: (string | null)[]): string[] => lines.filter((line): line is string => Boolean(line));

/** Lines as one CSS string; what could end the string or the style element is escaped. */
export const cssText = (lines: string[]): string =>
  `"${lines.map((line) => line.replace(/["\\<>&\p{Cc}]/gu, (char) => `\\${char.codePointAt(0)!.toString(16)} `)).join('\\A ')}"`;

const frame = `
  * { box-sizing: border-box; margin: 0 }
  body { font: 9.5pt/1.45 ${fonts}; color: ${ink}; overflow-wrap: break-word }
  h1 { font-size: 15pt; line-height: 1.2; letter-spacing: -.01em; margin-bottom: 5mm }
  p { margin: 3.5mm 0; break-inside: avoid; text-wrap: pretty }
  .note { background: #f2f4f7; border-left: 2pt solid ${ink}; padding: 2.5mm 4mm }
  .quiet { color: ${quiet}; font-size: 8.5pt }
  .n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap }`;

const letter = `
  .head { position: relative; height: 79mm; padding-top: 1mm }
  .head.low { height: auto; padding-bottom: 12mm }
  .brand { font-size: 17pt; font-weight: bold; letter-spacing: -.015em; line-height: 1.2; max-width: 100% }
  .logo { display: block; max-width: 75mm; max-height: 20mm; object-fit: contain; object-position: left }
  .window { position: absolute; top: 27mm; left: 0; width: 80mm; height: 43mm }
  .sender { height: 8mm; padding-top: 3mm; font-size: 6.5pt; line-height: 1.3; color: ${quiet};
    white-space: nowrap; overflow: hidden; text-overflow: ellipsis }
  address { font-style: normal; font-size: 10pt; line-height: 4.7mm }
  dl { display: grid; grid-template-columns: auto auto; gap: .9mm 5mm; align-content: start; font-size: 8.5pt }
  .head dl { position: absolute; top: 30mm; right: 0; width: 70mm }
  dt { color: ${quiet} }
  dd { text-align: right; font-variant-numeric: tabular-nums }
  .panels { display: grid; grid-template-columns: 1fr 1fr; gap: 6mm; margin-bottom: 6mm }
  .panel { border: .5pt solid ${hairline}; border-radius: 1.5mm; padding: 4mm 5mm; break-inside: avoid }
  .panel.main { border: 1pt solid ${ink} }
  .panel h2 { font-size: 7.5pt; color: ${quiet}; text-transform: uppercase; letter-spacing: .05em; margin-bottom: 2mm }
  .panel.main address { font-size: 12pt; line-height: 1.4 }`;

const tables = `
  table { width: 100%; border-collapse: collapse }
  thead { display: table-header-group }
  tr { break-inside: avoid }
  th { text-align: left; font-size: 7.5pt; letter-spacing: .02em; color: #475467; padding: 1.5mm 2mm;
    border-bottom: .8pt solid ${ink}; white-space: nowrap }
  th.n { text-align: right }
  td { padding: 1.7mm 2mm; border-bottom: .4pt solid ${hairline}; vertical-align: baseline }
  th:first-child, td:first-child { padding-left: 0 }
  th:last-child, td:last-child { padding-right: 0 }
  .sku { color: ${quiet}; font-size: 8pt }
  td.sku { line-height: 13.8pt }
  .sums { display: flex; justify-content: space-between; gap: 8mm; break-inside: avoid; margin-top: 4mm }
  .sums > .words { flex: 1; width: auto; margin: 0 }
  .sums p { margin: 1.5mm 0 }
  .sums > div { width: 92mm; margin-left: auto }
  .sums th { border-bottom-width: .4pt; border-color: ${hairline} }
  .sums td { border: 0; padding-top: 1mm; padding-bottom: 1mm }
  .sums .all { display: flex; justify-content: space-between; font-weight: bold; font-size: 12pt;
    border-top: 1pt solid ${ink}; margin-top: 2mm; padding-top: 2mm }`;
