import type { InvoiceData } from '@kontor/domain/documents/document-data';
import type { EInvoiceCheck, EInvoiceForm } from '@kontor/domain/invoices/e-invoice-check.port';
import { formatMinorUnits } from '@kontor/domain/kernel/money';
import { schemaErrors } from './check-schema.ts';
import { writeEInvoice } from './write-e-invoice.ts';
import { readTerms, type Terms } from './xml-terms.ts';
import { brokenXRechnungRules } from './xrechnung-rules.ts';

const names: Record<EInvoiceForm, string> = {
  factur_x: 'Factur-X',
  xrechnung_cii: 'XRechnung CII',
  xrechnung_ubl: 'XRechnung UBL',
};

/** Writes the structured form of a document and says what is wrong with it; without errors it may be stored. */
export async function writeChecked(
  data: InvoiceData,
  format: EInvoiceForm,
): Promise<{ xml: string; errors: string[] }> {
  const xml = await writeEInvoice(data, format).catch((error: unknown) => error as Error);
  const errors = xml instanceof Error ? [xml.message] : await errorsOf(xml, data, format);
  return { xml: String(xml), errors: errors.map((error) => `${names[format]}: ${error}`) };
}

/** Checks the structured form of a document: about 3 ms of CPU. What cannot even be written is refused as well. */
export const checkEInvoice: EInvoiceCheck = async (data, format = 'factur_x') =>
  (await writeChecked(data, format)).errors;

/** The schema first: rules are asked only about an XML that has the form they speak of. */
async function errorsOf(xml: string, data: InvoiceData, format: EInvoiceForm): Promise<string[]> {
  const errors = await schemaErrors(xml);
  if (errors.length) return errors;
  const terms = readTerms(xml);
  return [...(format === 'factur_x' ? [] : brokenXRechnungRules(terms)), ...lost(terms, data)];
}

/** What the XML says otherwise than the document: number, currency, sums and lines must have survived the writing. */
function lost(terms: Terms, data: InvoiceData): string[] {
  const said: Record<string, string[]> = {
    'BT-1': [data.number],
    'BT-5': [data.currency],
    'BT-109': [formatMinorUnits(data.netCents)],
    'BT-110': [formatMinorUnits(data.vatCents)],
    'BT-112': [formatMinorUnits(data.grossCents)],
    'BT-117': data.totals.map(({ vatCents }) => formatMinorUnits(vatCents)),
    'BT-131': data.lines.map(({ netCents }) => formatMinorUnits(netCents)),
  };
  const differs = ([term, values]: [string, string[]]): boolean =>
    String(terms(term).toSorted()) !== String(values.toSorted());
  return Object.entries(said)
    .filter(differs)
    .map(([term]) => `${term} differs from the document`);
}
