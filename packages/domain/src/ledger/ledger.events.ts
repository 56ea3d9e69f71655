import type { Account } from './accounts.ts';

/** One entry of a booking as followers see it: who adds all of them up has our ledger. */
export interface BookedEntry {
  debit: Account;
  credit: Account;
  amountCents: number;
  currency: string;
  document: string | null;
}
interface Booked {
  booking: string;
  bookedOn: string;
  /** The channel's settlement id. */
  settlement: string | null;
  orderId: string | null;
  entries: BookedEntry[];
}
/** An invoice or credit note stands in the ledger. */
export interface InvoiceBooked extends Booked {
  type: 'InvoiceBooked';
}
/** Payout, fees and reserves of a settlement stand in the ledger. */
export interface SettlementBooked extends Booked {
  type: 'SettlementBooked';
}
/** Money of a settlement has cleared an invoice or a credit note, wholly or in part; or (no settlement) a cancelled invoice and its credit notes each other. */
export interface PaymentBooked extends Booked {
  type: 'PaymentBooked';
}
/** A small difference was written off, or a settlement row was booked on an account. */
export interface DifferenceBooked extends Booked {
  type: 'DifferenceBooked';
}
/** A booking was taken back by its counter-entry. */
export interface BookingReversed extends Booked {
  type: 'BookingReversed';
  reverses: string;
}
export type LedgerEvent = InvoiceBooked | SettlementBooked | PaymentBooked | DifferenceBooked | BookingReversed;
