/** Facts that accounting systems hear of, by the names the outside knows them by. */
export const accountingEvents = {
  InvoiceIssued: 'invoice.issued',
  InvoiceBooked: 'invoice.booked',
  InvoicePaid: 'invoice.paid',
  InvoiceReopened: 'invoice.reopened',
  PaymentBooked: 'payment.booked',
  SettlementBooked: 'payment.settlement_booked',
  DifferenceBooked: 'payment.difference_booked',
  BookingReversed: 'payment.reversed',
  LedgerExported: 'ledger.exported',
} as const;

export type PublicEvent = (typeof accountingEvents)[keyof typeof accountingEvents];
export const publicEvents = Object.values(accountingEvents) as PublicEvent[];

/** The outside's name of a fact; null when it is none of theirs. */
export const publicNameOf = (type: string): PublicEvent | null =>
  (accountingEvents as Record<string, PublicEvent>)[type] ?? null;
