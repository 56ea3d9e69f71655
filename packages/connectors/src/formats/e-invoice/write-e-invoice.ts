import { FormatFactoryService } from '@e-invoice-eu/core';
import type { InvoiceData } from '@kontor/domain/documents/document-data';
import { toUbl } from './to-ubl.ts';

/** Factur-X profile EN 16931 (CII), and the German profile in both syntaxes. */
export const eInvoiceFormats = {
  factur_x: 'CII',
  xrechnung_cii: 'XRECHNUNG-CII',
  xrechnung_ubl: 'XRECHNUNG-UBL',
} as const;
export type EInvoiceFormat = keyof typeof eInvoiceFormats;

const silent = { log() {}, warn() {}, error() {} };
const formats = new FormatFactoryService();

/**
 * Writes the structured invoice as XML. The library's own InvoiceService would compile its JSON schema for each document (a
 * quarter of a second); the tests put every kind of document through it, at run time the XSD decides.
 */
export async function writeEInvoice(data: InvoiceData, format: EInvoiceFormat): Promise<string> {
  const writer = formats.createFormatService(eInvoiceFormats[format], silent as never);
  const invoice = toUbl(data);
  writer.fillInvoiceDefaults(invoice);
  const options = { format: eInvoiceFormats[format].toLowerCase(), lang: data.language ?? 'de', noWarnings: true };
  return String(await writer.generate(invoice, options));
}
