import type { InvoiceData } from '../documents/document-data.ts';

/** Factur-X goes into the PDF of every document; an XRechnung is written for who asks, in one of two syntaxes. */
export type EInvoiceForm = 'factur_x' | 'xrechnung_cii' | 'xrechnung_ubl';

/**
 * Writes the structured form of an invoice or credit note (Factur-X unless told) and names what the official rules refuse in it;
 * empty: it may be issued. Asked before a number is taken, hence with a provisional one of the same form.
 */
export type EInvoiceCheck = (data: InvoiceData, form?: EInvoiceForm) => Promise<string[]>;
