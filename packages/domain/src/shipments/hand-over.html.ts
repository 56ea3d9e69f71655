import type { HandOverData } from './hand-over-data.ts';
import type { Seller } from '../documents/document-data.ts';
import { documentPage } from '../documents/document-page.ts';
import { html } from '../documents/html.ts';

/** The shipping order for a carrier as a printable page. */
export const handOverHtml = (data: HandOverData, seller: Seller): string =>
  documentPage({
    title: `Versandauftrag ${data.shipment}`,
    seller,
    recipient: data.recipient,
    facts: [
      ['Sendung', data.shipment],
      ['Lieferschein', data.deliveryNote],
      ['Auftrag', data.order],
      ['Versandart', data.service],
    ],
    body: html`<p>
        Bitte versenden Sie an die oben stehende Anschrift und melden Sie uns die Sendungsnummer unter Angabe der
        Sendung ${data.shipment}.
      </p>
      <table>
        <thead>
          <tr>
            <th>Artikel</th>
            <th class="n">Menge</th>
            <th class="n">Gewicht</th>
          </tr>
        </thead>
        <tbody>
          ${data.lines.map(
            (line) =>
              html`<tr>
                <td>
                  ${line.title}
                  <div class="sku">${line.sku}</div>
                </td>
                <td class="n">${line.quantity}</td>
                <td class="n">${line.weightG} g</td>
              </tr>`,
          )}
        </tbody>
      </table>`,
  });
