import type { InvoiceData } from './document-data.ts';

/** EN 16931 code list UNTDID 5305: standard, zero rate, exempt, export, intra-community supply. */
export type VatCategory = 'S' | 'Z' | 'E' | 'G' | 'K';

/** The category of a rate of this document. */
export const vatCategory = ({ vat }: Pick<InvoiceData, 'vat'>, permille: number): VatCategory =>
  permille > 0 ? 'S' : (vat?.exempt ?? 'Z');
