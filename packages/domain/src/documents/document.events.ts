export interface DeliveryNotePrinted {
  type: 'DeliveryNotePrinted';
  orderId: string;
  number: string;
}
export interface InvoicePrinted {
  type: 'InvoicePrinted';
  orderId: string;
  number: string;
}
export interface CreditNotePrinted {
  type: 'CreditNotePrinted';
  orderId: string;
  number: string;
}
export type DocumentEvent = DeliveryNotePrinted | InvoicePrinted | CreditNotePrinted;
