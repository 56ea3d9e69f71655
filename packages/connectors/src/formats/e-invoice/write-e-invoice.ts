import type { FormatFactoryService, Invoice } from '@e-invoice-eu/core';
import type { InvoiceData } from '@kontor/domain/documents/document-data';
import type { EInvoiceForm } from '@kontor/domain/invoices/e-invoice-check.port';
import { toUbl } from './to-ubl.ts';

/** Factur-X profile EN 16931 (CII), and the German profile in both syntaxes. */
export const eInvoiceFormats: Record<EInvoiceForm, 'CII' | 'XRECHNUNG-CII' | 'XRECHNUNG-UBL'> = {
  factur_x: 'CII',
  xrechnung_cii: 'XRECHNUNG-CII',
  xrechnung_ubl: 'XRECHNUNG-UBL',
};

const silent = { log() {}, warn() {}, error() {} };

let formats: Promise<FormatFactoryService> | undefined;
/** The library is large: a process that writes no invoice does without it. */
const loadFormats = (): Promise<FormatFactoryService> =>
  (formats ??= import('@e-invoice-eu/core').then((library) => new library.FormatFactoryService()));

/**
 * Writes the structured invoice as XML. The library's own InvoiceService would compile its JSON schema for each document (a
 * quarter of a second); the tests put every kind of document through it, at run time the XSD decides.
 */
export async function writeEInvoice(data: InvoiceData, format: EInvoiceForm): Promise<string> {
  const writer = (await loadFormats()).createFormatService(eInvoiceFormats[format], silent as never);
  const invoice = toUbl(data);
  if (writer.syntax === 'CII') referToOriginal(invoice, data);
  writer.fillInvoiceDefaults(invoice);
  const options = { format: eInvoiceFormats[format].toLowerCase(), lang: data.language ?? 'de', noWarnings: true };
  return withOriginalsDay(String(await writer.generate(invoice, options)));
}

/** The CII writer of @e-invoice-eu/core 2.3.4 looks for the preceding invoice one level too high (BG-3). */
function referToOriginal(invoice: Invoice, { corrects }: InvoiceData): void {
  if (!corrects) return;
  const original = { 'cbc:ID': corrects.invoice, 'cbc:IssueDate': corrects.issuedOn.replaceAll('-', '') };
  Object.assign(invoice['ubl:Invoice'], { 'cac:BillingReference': [original] });
}

/** … and writes its day in the namespace of other dates. */
const withOriginalsDay = (xml: string): string =>
  xml.replace(/(<ram:FormattedIssueDateTime>\s*<)udt(:DateTimeString [^<]*<\/)udt/g, '$1qdt$2qdt');
