import type { InvoiceData, VatTotal } from './document-data.ts';
import { documentPage, germanDay, germanMoney } from './document-page.ts';
import { type DocumentLanguage, documentTexts, type DocumentTexts } from './document-texts.ts';
import { exemptionNote } from './exemption-note.ts';
import { html, type Html } from './html.ts';

const rate = (permille: number): string => `${String(permille / 10).replace('.', ',')} %`;

/** The invoice as a printable page with every field of § 14 (4) UStG. */
export function invoiceHtml(data: InvoiceData, language: DocumentLanguage = 'de'): string {
  const say = documentTexts[language];
  return documentPage({
    title: `${say.invoice} ${data.number}`,
    seller: data.seller,
    recipient: data.buyer,
    facts: facts(data, say),
    body: html`${lines(data, say)}${sums(data, say)}${notes(data, say)}`,
    language,
  });
}

const facts = (data: InvoiceData, say: DocumentTexts): [string, string][] => {
  const all: [string, string | null][] = [
    [say.invoiceNumber, data.number],
    [say.invoiceDate, germanDay(data.issuedOn)],
    [say.supplyDate, germanDay(data.suppliedOn)],
    [say.customer, data.customerNumber],
    [say.order, data.order],
    [say.channelOrder, data.channelOrderId],
    [say.placedOn, germanDay(data.placedOn)],
    [say.buyerVatId, data.buyerVatId],
  ];
  return all.filter((fact): fact is [string, string] => Boolean(fact[1]));
};

const lines = ({ lines: rows, currency }: InvoiceData, say: DocumentTexts): Html =>
  html`<table>
    <thead>
      <tr>
        <th>${say.position}</th>
        <th>${say.article}</th>
        <th class="n">${say.quantity}</th>
        <th class="n">${say.unitPrice}</th>
        <th class="n">${say.vat}</th>
        <th class="n">${say.total}</th>
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        (line) =>
          html`<tr>
            <td>${line.sku ? line.position : null}</td>
            <td>${line.title}${line.sku ? html`<div class="sku">${line.sku}</div>` : null}</td>
            <td class="n">${line.quantity}</td>
            <td class="n">${germanMoney(line.unitGrossCents, currency)}</td>
            <td class="n">${rate(line.vatPermille)}</td>
            <td class="n">${germanMoney(line.grossCents, currency)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;

const sums = (data: InvoiceData, say: DocumentTexts): Html =>
  html`<div class="sums">
    <aside>
      <p>${say.invoiceThanks}</p>
      ${data.vatCents ? html`<p class="quiet">${say.grossPrices}</p>` : null}
    </aside>
    <div>
      <table>
        <thead>
          <tr>
            <th>${say.vatRate}</th>
            <th class="n">${say.net}</th>
            <th class="n">${say.vat}</th>
            <th class="n">${say.gross}</th>
          </tr>
        </thead>
        <tbody>
          ${data.totals.map((total) => sumRow(rate(total.vatPermille), total, data.currency))}
          ${data.totals.length > 1 ? sumRow(say.sum, data, data.currency) : null}
        </tbody>
      </table>
      <div class="all">
        <span>${say.amountDue}</span><span class="n">${germanMoney(data.grossCents, data.currency)}</span>
      </div>
    </div>
  </div>`;

const sumRow = (name: string, sum: Omit<VatTotal, 'vatPermille'>, currency: string): Html =>
  html`<tr>
    <td>${name}</td>
    <td class="n">${germanMoney(sum.netCents, currency)}</td>
    <td class="n">${germanMoney(sum.vatCents, currency)}</td>
    <td class="n">${germanMoney(sum.grossCents, currency)}</td>
  </tr>`;

function notes(data: InvoiceData, say: DocumentTexts): Html {
  const exemption = exemptionNote(data);
  return html`${data.paidBy ? html`<p class="note">${say.paidBy(data.paidBy)}</p>` : null}
  ${exemption ? html`<p>${say[exemption]}</p>` : null}`;
}
