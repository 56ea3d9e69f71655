import type { DeliveryNoteData } from './document-data.ts';
import { documentFormats } from './document-formats.ts';
import { documentPage } from './document-page.ts';
import { type DocumentLanguage, documentTexts, type DocumentTexts } from './document-texts.ts';
import { html, type Html } from './html.ts';

/** The delivery note as a printable page: what lies in the parcel, no prices. */
export function deliveryNoteHtml(
  data: DeliveryNoteData,
  { language = 'de', logo = null }: { language?: DocumentLanguage; logo?: string | null } = {},
): string {
  const { day } = documentFormats[language];
  const say = documentTexts[language];
  return documentPage({
    title: `${say.deliveryNote} ${data.number}`,
    seller: data.seller,
    recipient: data.recipient,
    facts: [
      [say.deliveryNoteNumber, data.number],
      [say.date, day(data.issuedOn)],
      [say.order, data.order],
      [say.channelOrder, data.channelOrderId],
      [say.placedOn, day(data.placedOn)],
    ],
    body: html`${contents(data, say)}
      <p>${say.noteThanks}</p>`,
    language,
    logo,
  });
}

const contents = ({ lines }: DeliveryNoteData, say: DocumentTexts): Html =>
  html`<table>
      <thead>
        <tr>
          <th>${say.position}</th>
          <th>${say.article}</th>
          <th>${say.sku}</th>
          <th class="n">${say.quantity}</th>
        </tr>
      </thead>
      <tbody>
        ${lines.map(
          (line) =>
            html`<tr>
              <td>${line.position}</td>
              <td>${line.title}</td>
              <td class="sku">${line.sku}</td>
              <td class="n">${line.quantity}</td>
            </tr>`,
        )}
      </tbody>
    </table>
    <div class="sums">
      <div class="n">${say.sum} <b>${say.pieces(lines.reduce((sum, line) => sum + line.quantity, 0))}</b></div>
    </div>`;
