import { newId } from '../kernel/id.ts';
import type { Transaction } from '../kernel/transact.ts';
import { businessDay } from '../kernel/business-day.ts';
import type { Account, Tax } from './accounts.ts';
import { loadAccountingSettings } from './accounting-settings.ts';
import type { BookingKind } from './ledger.entity.ts';
import type { LedgerEvent } from './ledger.events.ts';

export interface NewEntry {
  debit: Account;
  credit: Account;
  amountCents: number;
  currency: string;
  document: string | null;
  tax?: Tax | null;
}

export interface NewBooking {
  kind: BookingKind;
  /** The business day of its document; a day in a locked period becomes today. */
  bookedOn: string;
  entries: NewEntry[];
  settlementId?: string | null;
  /** The channel's settlement id, for those who follow. */
  settlement?: string | null;
  itemNo?: number | null;
  invoiceId?: string | null;
  orderId?: string | null;
  rule?: string | null;
  reverses?: string | null;
  note?: string | null;
}

/** Moves signed minor units from `credit` to `debit`; a negative amount swaps the sides, zero is no entry. Pure. */
export function move(
  debit: Account,
  credit: Account,
  cents: number,
  o: { currency: string; document?: string | null; tax?: Tax | null },
): NewEntry[] {
  if (cents === 0) return [];
  const [to, from] = cents > 0 ? [debit, credit] : [credit, debit];
  return [
    {
      debit: to,
      credit: from,
      amountCents: Math.abs(cents),
      currency: o.currency,
      document: o.document ?? null,
      tax: o.tax ?? null,
    },
  ];
}

const eventOf: Record<BookingKind, LedgerEvent['type']> = {
  invoice: 'InvoiceBooked',
  credit_note: 'InvoiceBooked',
  settlement: 'SettlementBooked',
  match: 'PaymentBooked',
  offset: 'PaymentBooked',
  difference: 'DifferenceBooked',
  account: 'DifferenceBooked',
  undo: 'BookingReversed',
};

/** Writes bookings with their entries and tells the history; gives their ids in the same sequence. The tables are append-only. */
export async function book(tx: Transaction, bookings: NewBooking[]): Promise<string[]> {
  if (!bookings.length) return [];
  const settings = await loadAccountingSettings(tx);
  const today = businessDay(tx.now(), settings.timeZone);
  const dated = bookings.map((booking) => ({
    ...booking,
    id: newId(),
    bookedOn: settings.lockedUntil && booking.bookedOn <= settings.lockedUntil ? today : booking.bookedOn,
  }));
  await insertBookings(tx, dated);
  await insertEntries(tx, dated);
  for (const booking of dated) tx.record({ ...factOf(booking) });
  return dated.map(({ id }) => id);
}

type Dated = NewBooking & { id: string };

function factOf(booking: Dated): LedgerEvent {
  const { id, kind, bookedOn, settlement = null, orderId = null, entries, reverses } = booking;
  const fact = {
    type: eventOf[kind],
    orderId,
    booking: id,
    bookedOn,
    settlement,
    entries: entries.map(({ tax: _, ...entry }) => entry),
    ...(reverses ? { reverses } : {}),
  };
  return fact as LedgerEvent;
}

async function insertBookings(tx: Transaction, bookings: Dated[]): Promise<void> {
  const rows = bookings.map((of) => ({
    id: of.id,
    kind: of.kind,
    booked_on: of.bookedOn,
    settlement_id: of.settlementId ?? null,
    item_no: of.itemNo ?? null,
    invoice_id: of.invoiceId ?? null,
    order_id: of.orderId ?? null,
    rule: of.rule ?? null,
    reverses: of.reverses ?? null,
    note: of.note ?? null,
  }));
  await tx.em.execute(
    `insert into ledger_booking (id, kind, booked_on, settlement_id, item_no, invoice_id, order_id, rule, reverses, note, actor, at)
     select r.*, ?, ? from jsonb_to_recordset(?::jsonb) as r (id uuid, kind text, booked_on text, settlement_id uuid, item_no int,
       invoice_id uuid, order_id uuid, rule text, reverses uuid, note text)`,
    [tx.actor, tx.now(), JSON.stringify(rows)],
  );
}

async function insertEntries(tx: Transaction, bookings: Dated[]): Promise<void> {
  const rows = bookings.flatMap(({ id, entries }) =>
    entries.map((entry) => ({
      booking_id: id,
      debit: entry.debit,
      credit: entry.credit,
      amount_cents: entry.amountCents,
      currency: entry.currency,
      document: entry.document,
      tax: entry.tax ?? null,
    })),
  );
  await tx.em.execute(
    `insert into ledger_entry (booking_id, debit, credit, amount_cents, currency, document, tax)
     select r.booking_id, r.debit, r.credit, r.amount_cents, r.currency, r.document, nullif(r.tax, 'null'::jsonb)
       from rows from (jsonb_to_recordset(?::jsonb) as (booking_id uuid, debit text, credit text, amount_cents int, currency text,
         document text, tax jsonb)) with ordinality as r (booking_id, debit, credit, amount_cents, currency, document, tax, n)
      order by r.n`,
    [JSON.stringify(rows)],
  );
}
