import type { InvoiceData } from '../documents/document-data.ts';

/**
 * Writes the structured form of an invoice or credit note and names what the official rules refuse in it; empty: it may be issued.
 * Asked before a number is taken, hence with a provisional one of the same form.
 */
export type EInvoiceCheck = (data: InvoiceData) => Promise<string[]>;
