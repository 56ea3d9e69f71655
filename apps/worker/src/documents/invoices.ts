import { writeChecked } from '@kontor/connectors/formats/e-invoice/check-e-invoice';
import { archivePdf } from '@kontor/connectors/formats/pdf/archive-pdf';
import { loadCompany } from '@kontor/domain/company/seller';
import type { InvoiceData } from '@kontor/domain/documents/document-data';
import { invoiceHtml, invoiceTitle } from '@kontor/domain/documents/invoice.html';
import type { Effect } from '@kontor/domain/effects/effect.entity';
import { CreditNote } from '@kontor/domain/invoices/credit-note.entity';
import type { EInvoiceForm } from '@kontor/domain/invoices/e-invoice-check.port';
import { Invoice } from '@kontor/domain/invoices/invoice.entity';
import { ConnectorError } from '@kontor/domain/kernel/connector-error';
import type { Context } from '@kontor/domain/kernel/transact';
import { intentOf, type PrintIntent, type PrintJob } from './print-job.ts';

/** The invoices and credit notes that effects name, ready to be made as PDF with their XML, or as XRechnung. */
export async function invoiceJobs(ctx: Context, effects: Effect[]): Promise<[string, PrintJob][]> {
  if (!effects.length) return [];
  const numbers = { $in: effects.map((effect) => intentOf(effect).number) };
  const issued = [
    ...(await ctx.em.find(Invoice, { number: numbers }, { populate: ['data'] })),
    ...(await ctx.em.find(CreditNote, { number: numbers }, { populate: ['data'] })),
  ];
  const { logo } = await loadCompany(ctx, ['logo']);
  const dataOf = new Map(issued.map(({ number, data }) => [number, data!]));
  return effects.flatMap((effect) => {
    const intent = intentOf(effect);
    const data = dataOf.get(intent.number);
    return data ? [[effect.id, jobOf(intent.document, data, logo ?? null)] as [string, PrintJob]] : [];
  });
}

function jobOf(document: PrintIntent['document'], data: InvoiceData, logo: string | null): PrintJob {
  if (document === 'xrechnung_cii' || document === 'xrechnung_ubl')
    return async () => [xmlDocument(document, await validXml(data, document))];
  return async ({ printer }) => {
    const kind = data.corrects ? 'credit_note' : 'invoice';
    // An invoice from before reasons were stored has no structured form.
    const xml = data.vat ? await validXml(data, 'factur_x') : null;
    const pdf = await printer.print(invoiceHtml(data, logo));
    const bytes = await archivePdf(pdf, factsOf(data), xml);
    return [{ kind, mediaType: 'application/pdf', bytes }, ...(xml === null ? [] : [xmlDocument(`${kind}_xml`, xml)])];
  };
}

const factsOf = (data: InvoiceData) => ({
  title: invoiceTitle(data),
  author: data.seller.name,
  language: data.language ?? 'de',
  at: new Date(`${data.issuedOn}T12:00:00Z`),
});

/** Nothing leaves that schema or rules refuse: it is a ticket. */
async function validXml(data: InvoiceData, form: EInvoiceForm): Promise<string> {
  const { xml, errors } = await writeChecked(data, form);
  if (errors.length) throw new ConnectorError(errors.join('; '), { retryable: false });
  return xml;
}

const xmlDocument = (kind: 'invoice_xml' | 'credit_note_xml' | 'xrechnung_cii' | 'xrechnung_ubl', xml: string) => ({
  kind,
  mediaType: 'application/xml',
  bytes: Buffer.from(xml, 'utf8'),
});
