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
export type InvoiceEvent = InvoiceIssued | InvoicePaid;
