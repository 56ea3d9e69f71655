import type { InvoiceUpload } from '@kontor/domain/channels/sales-channel.port';

/** Letters, digits, space and , / \ - _ ; : # are what Amazon takes in an option; anything else becomes a hyphen. */
const clean = (text: string): string => text.trim().replace(/[^a-z\d ,/\\\-_;:#]/giu, '-');

/**
 * The options of UPLOAD_VAT_INVOICE. Each name needs its prefix `metadata:` (error 79513, models#2437). Totals are left out:
 * they would have to equal Amazon's own figures to the cent, while the PDF states ours anyway. A credit note names the refund.
 */
export const invoiceOptions = (
  { channelOrderId, number, document }: InvoiceUpload,
  refundId: string | null,
): Record<string, string> => ({
  'metadata:OrderId': clean(channelOrderId),
  'metadata:InvoiceNumber': clean(number),
  'metadata:DocumentType': document === 'invoice' ? 'Invoice' : 'CreditNote',
  ...(refundId && { 'metadata:TransactionId': refundId }),
});
