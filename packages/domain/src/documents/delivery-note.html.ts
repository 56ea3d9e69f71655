import type { DeliveryNoteData } from './document-data.ts';
import { documentPage, germanDay } from './document-page.ts';
import { html } from './html.ts';

/** The delivery note as a printable page. */
export const deliveryNoteHtml = (data: DeliveryNoteData): string =>
  documentPage({
    title: `Lieferschein ${data.number}`,
    seller: data.seller,
    recipient: data.recipient,
    facts: [
      ['Lieferschein', data.number],
      ['Datum', germanDay(data.issuedOn)],
      ['Auftrag', data.order],
      ['Bestellnummer', data.channelOrderId],
      ['Bestellt am', germanDay(data.placedOn)],
    ],
    body: html`<table>
        <thead>
          <tr>
            <th>Pos.</th>
            <th>Artikel</th>
            <th class="n">Menge</th>
          </tr>
        </thead>
        <tbody>
          ${data.lines.map(
            (line) =>
              html`<tr>
                <td>${line.position}</td>
                <td>
                  ${line.title}
                  <div class="sku">${line.sku}</div>
                </td>
                <td class="n">${line.quantity}</td>
              </tr>`,
          )}
        </tbody>
      </table>
      <p>Bitte prüfen Sie die Sendung auf Vollständigkeit. Vielen Dank für Ihre Bestellung.</p>`,
  });
