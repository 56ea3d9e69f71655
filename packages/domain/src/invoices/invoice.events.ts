export interface InvoiceIssued {
  type: 'InvoiceIssued';
  orderId: string;
  invoice: string;
  grossCents: number;
  currency: string;
}
export interface InvoicePaid {
  type: 'InvoicePaid';
  orderId: string;
  invoice: string;
  settlement: string;
  amountCents: number;
  currency: string;
}
/** What counted as paid was taken back. */
export interface InvoiceReopened {
  type: 'InvoiceReopened';
  orderId: string;
  invoice: string;
  openCents: number;
  currency: string;
}
export interface CreditNoteIssued {
  type: 'CreditNoteIssued';
  orderId: string;
  creditNote: string;
  invoice: string;
  kind: 'cancellation' | 'correction';
  reason: string;
  grossCents: number;
  currency: string;
}
export type InvoiceEvent = InvoiceIssued | InvoicePaid | InvoiceReopened | CreditNoteIssued;
