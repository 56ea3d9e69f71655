import type { Seller } from '../documents/document-data.ts';
import { addressBlock, documentPage, factList } from '../documents/document-page.ts';
import { type DocumentLanguage, documentTexts, type DocumentTexts } from '../documents/document-texts.ts';
import { html, type Html } from '../documents/html.ts';
import type { HandOverData } from './hand-over-data.ts';

/** The shipping order for a carrier as a printable page. */
export function handOverHtml(data: HandOverData, seller: Seller, language: DocumentLanguage = 'de'): string {
  const say = documentTexts[language];
  return documentPage({
    title: `${say.shippingOrder} ${data.shipment}`,
    seller,
    recipient: null,
    facts: [],
    body: html`${panels(data, seller, say)}
      <p>${say.handOver(data.shipment)}</p>
      ${parcel(data, say)}`,
    language,
  });
}

const panels = (data: HandOverData, seller: Seller, say: DocumentTexts): Html =>
  html`<div class="panels">
    <div class="panel main">
      <h2>${say.recipient}</h2>
      ${addressBlock(data.recipient, seller.country)}
      ${data.recipient.phone ? html`<div class="quiet">${say.phone} ${data.recipient.phone}</div>` : null}
    </div>
    <div class="panel">
      ${factList([
        [say.shipment, data.shipment],
        [say.service, data.service],
        [say.order, data.order],
        [say.deliveryNote, data.deliveryNote],
        [
          say.weight,
          weight(
            data.lines.reduce((sum, line) => sum + line.weightG, 0),
            say,
          ),
        ],
      ])}
    </div>
  </div>`;

const parcel = (data: HandOverData, say: DocumentTexts): Html =>
  html`<table>
    <thead>
      <tr>
        <th>${say.article}</th>
        <th>${say.sku}</th>
        <th class="n">${say.quantity}</th>
        <th class="n">${say.weight}</th>
      </tr>
    </thead>
    <tbody>
      ${data.lines.map(
        (line) =>
          html`<tr>
            <td>${line.title}</td>
            <td class="sku">${line.sku}</td>
            <td class="n">${line.quantity}</td>
            <td class="n">${weight(line.weightG, say)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;

/** Grams as kilograms; a dash where the weight is not known. */
const weight = (grams: number, say: DocumentTexts): string =>
  grams
    ? `${(grams / 1_000).toLocaleString(say.locale, { minimumFractionDigits: 2, maximumFractionDigits: 3 })} kg`
    : '–';
