import { Rejection } from '../kernel/rejection.ts';
import { transact, type Context, type Transaction } from '../kernel/transact.ts';
import { book } from '../ledger/book.ts';
import { LedgerBooking, LedgerEntry, type BookingKind } from '../ledger/ledger.entity.ts';
import { documentOf, settleDocuments } from './apply-matches.ts';
import { lockDocument, today } from './clarify-items.ts';
import { clear, type MoneyDocument } from './money-document.ts';
import { Payment, Settlement, SettlementItem } from './settlement.entity.ts';
import { takeFromItems } from './take-from-items.ts';

const undoable: BookingKind[] = ['match', 'difference', 'account'];

/**
 * Takes a match, a write-off or a booking on an account back by a counter-entry (rule R16); nothing is deleted. Its item is open
 * again and stays with the person: automation leaves it alone. Throws Rejection when it was taken back before.
 */
export function undoBooking(ctx: Context, bookingId: string): Promise<LedgerBooking> {
  return transact(ctx, async (tx) => {
    const booking = await tx.em.findOne(LedgerBooking, bookingId);
    if (!booking) throw new Rejection('booking_not_found');
    const locked = booking.invoiceId ? await lockDocument(tx, booking.invoiceId) : null;
    const isUndone = await tx.em.count(LedgerBooking, { reverses: bookingId });
    if (isUndone || !undoable.includes(booking.kind)) throw new Rejection('booking_not_undoable');
    const { clearingCents, receivableCents, id } = await counter(tx, booking);
    if (locked) {
      clear(locked.document, -receivableCents);
      if (booking.settlementId) refundPayment(tx, id, booking, locked.document, receivableCents);
      settleDocuments(tx, locked.order, locked.documents, '');
    }
    if (booking.settlementId && booking.itemNo !== null && booking.itemNo !== undefined)
      await reopenItem(tx, booking.settlementId, booking.itemNo, clearingCents);
    return tx.em.findOneOrFail(LedgerBooking, id);
  });
}

/** Writes the counter-entries; gives what the booking had moved on the two accounts that matter, signed minor units. */
async function counter(tx: Transaction, booking: LedgerBooking) {
  const entries = await tx.em.find(LedgerEntry, { bookingId: booking.id }, { orderBy: { seq: 'asc' } });
  const settlement = booking.settlementId ? await tx.em.findOne(Settlement, booking.settlementId) : null;
  const [id] = await book(tx, [
    {
      kind: 'undo',
      bookedOn: await today(tx),
      settlementId: booking.settlementId ?? null,
      settlement: settlement?.settlementId ?? null,
      itemNo: booking.itemNo ?? null,
      invoiceId: booking.invoiceId ?? null,
      orderId: booking.orderId ?? null,
      rule: 'person',
      reverses: booking.id,
      entries: entries.map(({ debit, credit, amountCents, currency, document, tax }) => ({
        debit: credit,
        credit: debit,
        amountCents,
        currency,
        document: document ?? null,
        tax: tax ?? null,
      })),
    },
  ]);
  const moved = (side: 'clearing' | 'receivable'): number =>
    entries.reduce((sum, { debit, credit, amountCents }) => {
      if (side === 'clearing') return sum + (debit === side ? amountCents : credit === side ? -amountCents : 0);
      return sum + (credit === side ? amountCents : debit === side ? -amountCents : 0);
    }, 0);
  return { id: id!, clearingCents: moved('clearing'), receivableCents: moved('receivable') };
}

function refundPayment(
  tx: Transaction,
  id: string,
  booking: LedgerBooking,
  document: MoneyDocument,
  cents: number,
): void {
  tx.em.create(Payment, {
    id,
    ...documentOf(document),
    settlementId: booking.settlementId!,
    itemNo: booking.itemNo ?? null,
    amountCents: -cents,
    currency: document.currency,
    rule: 'undo',
    at: tx.now(),
  });
}

async function reopenItem(tx: Transaction, settlementId: string, itemNo: number, cents: number): Promise<void> {
  await takeFromItems(tx, [{ settlementId, itemNo, cents: -cents }]);
  await tx.em.nativeUpdate(SettlementItem, { settlementId, itemNo }, { byHand: true, reason: 'undone' });
}
