import type { InvoiceData, VatTotal } from './document-data.ts';
import { type DocumentFormats, documentFormats } from './document-formats.ts';
import { documentPage } from './document-page.ts';
import { documentTexts, type DocumentTexts, vatNote } from './document-texts.ts';
import { html, type Html } from './html.ts';

/** What the parts of the page share. */
interface Printing {
  data: InvoiceData;
  say: DocumentTexts;
  write: DocumentFormats;
}

/** The title of an invoice or credit note: Rechnung, Stornorechnung, Rechnungskorrektur. */
export const invoiceTitle = (data: InvoiceData): string => {
  const say = documentTexts[data.language ?? 'de'];
  return `${data.corrects ? say[data.corrects.kind] : say.invoice} ${data.number}`;
};

/** The invoice or credit note as a printable page with every field of § 14 (4) UStG, in its own language. */
export function invoiceHtml(data: InvoiceData, logo: string | null = null): string {
  const language = data.language ?? 'de';
  const printing: Printing = { data, say: documentTexts[language], write: documentFormats[language] };
  return documentPage({
    title: invoiceTitle(data),
    seller: data.seller,
    recipient: data.buyer,
    facts: facts(printing),
    body: html`${intro(printing)}${lines(printing)}${sums(printing)}${notes(printing)}`,
    language,
    logo,
  });
}

const facts = ({ data, say, write }: Printing): [string, string][] => {
  const { corrects } = data;
  const all: [string, string | null][] = [
    [corrects ? say.creditNumber : say.invoiceNumber, data.number],
    [corrects ? say.creditDate : say.invoiceDate, write.day(data.issuedOn)],
    [say.corrects, corrects ? `${corrects.invoice} ${say.correctsOf(write.day(corrects.issuedOn))}` : null],
    [say.supplyDate, write.day(data.suppliedOn)],
    [say.customer, data.customerNumber],
    [say.order, data.order],
    [say.channelOrder, data.channelOrderId],
    [say.placedOn, write.day(data.placedOn)],
    [say.buyerVatId, data.buyerVatId],
  ];
  return all.filter((fact): fact is [string, string] => Boolean(fact[1]));
};

/** § 31 (5) UStDV: a correction names what it corrects. */
const intro = ({ data: { corrects }, say, write }: Printing): Html | null =>
  corrects
    ? html`<p>
        ${say.creditIntro(corrects.invoice, write.day(corrects.issuedOn))} ${say.reason}:
        ${say.reasons[corrects.reason]}${corrects.note ? ` – ${corrects.note}` : ''}.
      </p>`
    : null;

const lines = ({ data: { lines: rows, currency }, say, write }: Printing): Html =>
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
            <td class="n">${write.money(line.unitGrossCents, currency)}</td>
            <td class="n">${write.rate(line.vatPermille)}</td>
            <td class="n">${write.money(line.grossCents, currency)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;

const sums = (printing: Printing): Html => {
  const { data, say, write } = printing;
  return html`<div class="sums">
    <div class="words">
      ${data.corrects ? null : html`<p>${say.invoiceThanks}</p>`}
      ${data.vatCents ? html`<p class="quiet">${say.grossPrices}</p>` : null}
    </div>
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
          ${data.totals.map((total) => sumRow(write.rate(total.vatPermille), total, printing))}
          ${data.totals.length > 1 ? sumRow(say.sum, data, printing) : null}
        </tbody>
      </table>
      <div class="all">
        <span>${data.corrects ? say.amountCredited : say.amountDue}</span
        ><span class="n">${write.money(data.grossCents, data.currency)}</span>
      </div>
    </div>
  </div>`;
};

const sumRow = (name: string, sum: Omit<VatTotal, 'vatPermille'>, { data: { currency }, write }: Printing): Html =>
  html`<tr>
    <td>${name}</td>
    <td class="n">${write.money(sum.netCents, currency)}</td>
    <td class="n">${write.money(sum.vatCents, currency)}</td>
    <td class="n">${write.money(sum.grossCents, currency)}</td>
  </tr>`;

function notes({ data, say }: Printing): Html {
  const { paidBy, corrects, vat, language = 'de' } = data;
  const paid = paidBy && (corrects ? say.refundedBy(paidBy) : say.paidBy(paidBy));
  const taxed = vatNote(vat, language);
  return html`${paid ? html`<p class="note">${paid}</p>` : null} ${taxed ? html`<p>${taxed}</p>` : null}`;
}
