import { defineEntity, p } from '@mikro-orm/postgresql';
import type { Account, Tax } from './accounts.ts';

export type BookingKind =
  | 'invoice'
  | 'credit_note'
  | 'settlement'
  | 'match'
  | 'offset'
  | 'difference'
  | 'account'
  | 'undo';

const bookingSchema = defineEntity({
  name: 'LedgerBooking',
  tableName: 'ledger_booking',
  properties: {
    id: p.uuid().primary(),
    kind: p.text().$type<BookingKind>(),
    /** Business day (ISO date) on which it counts. */
    bookedOn: p.text(),
    settlementId: p.uuid().nullable(),
    itemNo: p.integer().nullable(),
    /** The invoice it is about; of a credit note's booking or match the credit note. */
    invoiceId: p.uuid().nullable(),
    orderId: p.uuid().nullable(),
    /** Which rule decided: R8:exact, learned:<id>, cancelled, person … */
    rule: p.text().nullable(),
    actor: p.text(),
    at: p.datetime(),
    /** The booking that this one takes back; each at most once. */
    reverses: p.uuid().nullable(),
    note: p.text().nullable(),
  },
});

/** Why money moved between accounts of the ledger; never changed, taken back only by another one. */
export class LedgerBooking extends bookingSchema.class {}
bookingSchema.setClass(LedgerBooking);

const entrySchema = defineEntity({
  name: 'LedgerEntry',
  tableName: 'ledger_entry',
  properties: {
    seq: p.bigint('string').primary(),
    bookingId: p.uuid(),
    debit: p.text().$type<Account>(),
    credit: p.text().$type<Account>(),
    /** Positive minor units: the ledger balances because each entry names both sides. */
    amountCents: p.integer(),
    currency: p.text(),
    /** The document's number: what clears an open item in accounting. */
    document: p.text().nullable(),
    tax: p.json<Tax>().nullable(),
  },
});

/** One amount from an account to another. */
export class LedgerEntry extends entrySchema.class {}
entrySchema.setClass(LedgerEntry);
