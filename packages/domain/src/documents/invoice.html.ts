import type { InvoiceData } from './document-data.ts';
import { documentPage, germanDay, germanMoney } from './document-page.ts';
import { html, type Html } from './html.ts';

const rate = (permille: number): string => `${String(permille / 10).replace('.', ',')} %`;

/** The invoice as a printable page with every field of § 14 (4) UStG. */
export const invoiceHtml = (data: InvoiceData): string =>
  documentPage({
    title: `Rechnung ${data.number}`,
    seller: data.seller,
    recipient: data.buyer,
    facts: [
      ['Rechnungsnummer', data.number],
      ['Rechnungsdatum', germanDay(data.issuedOn)],
      ['Leistungsdatum', germanDay(data.suppliedOn)],
      ['Auftrag', data.order],
      ['Bestellnummer', data.channelOrderId],
      ...(data.customerNumber ? [['Kundennummer', data.customerNumber] as [string, string]] : []),
      ...(data.buyerVatId ? [['Ihre USt-IdNr.', data.buyerVatId] as [string, string]] : []),
    ],
    body: html`${lines(data)}${sums(data)}${
        data.paidBy
          ? html`<p class="note">Der Betrag wurde bereits über ${data.paidBy} bezahlt. Bitte überweisen Sie nichts.</p>`
          : null
      }
      <p>Vielen Dank für Ihren Einkauf.</p>`,
  });

const lines = (data: InvoiceData): Html =>
  html`<table>
    <thead>
      <tr>
        <th>Pos.</th>
        <th>Beschreibung</th>
        <th class="n">Menge</th>
        <th class="n">Einzelpreis</th>
        <th class="n">USt</th>
        <th class="n">Gesamt</th>
      </tr>
    </thead>
    <tbody>
      ${data.lines.map(
        (line) =>
          html`<tr>
            <td>${line.sku ? line.position : ''}</td>
            <td>${line.title}${line.sku ? html`<div class="sku">${line.sku}</div>` : null}</td>
            <td class="n">${line.quantity}</td>
            <td class="n">${germanMoney(line.unitGrossCents, data.currency)}</td>
            <td class="n">${rate(line.vatPermille)}</td>
            <td class="n">${germanMoney(line.grossCents, data.currency)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;

const sums = (data: InvoiceData): Html =>
  html`<table class="sums">
    <tbody>
      <tr>
        <td>Nettobetrag</td>
        <td class="n">${germanMoney(data.netCents, data.currency)}</td>
      </tr>
      ${data.totals.map(
        (total) =>
          html`<tr>
            <td>zzgl. ${rate(total.vatPermille)} USt auf ${germanMoney(total.netCents, data.currency)}</td>
            <td class="n">${germanMoney(total.vatCents, data.currency)}</td>
          </tr>`,
      )}
      <tr class="all">
        <td>Rechnungsbetrag</td>
        <td class="n">${germanMoney(data.grossCents, data.currency)}</td>
      </tr>
    </tbody>
  </table>`;
