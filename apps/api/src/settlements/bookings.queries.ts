import { CreditNote } from '@kontor/domain/invoices/credit-note.entity';
import type { Invoice } from '@kontor/domain/invoices/invoice.entity';
import { type BookingKind, LedgerBooking } from '@kontor/domain/ledger/ledger.entity';
import type { Settlement } from '@kontor/domain/settlements/settlement.entity';
import type { EntityManager } from '@mikro-orm/postgresql';
import { newestFirst } from '../newest-first.ts';
import type { SettlementBookingConnectionType, SettlementBookingType } from './settlement.type.ts';

interface Facts {
  id: string;
  cents: number;
  document: string | null;
  account: string | null;
  isUndone: boolean;
}

/** Matches, write-offs and bookings of a settlement, newest first, with what they moved. */
export async function settlementBookings(
  em: EntityManager,
  { id: settlementId, currency }: Settlement,
  page: { first: number | null; after: string | null },
): Promise<SettlementBookingConnectionType> {
  const where = { settlementId, kind: { $ne: 'settlement' } };
  const bookings = await newestFirst(em, LedgerBooking, 'at', where, page);
  const facts = await factsOf(
    em,
    bookings.edges.map(({ node }) => node.id),
  );
  const edges = bookings.edges.map(({ cursor, node }) => ({
    cursor,
    node: describe(node, facts.get(node.id)!, currency ?? 'EUR'),
  }));
  return { ...bookings, edges };
}

/** What was matched, offset and written off on an invoice and its credit notes, newest first. */
export async function documentBookings(
  em: EntityManager,
  { id, currency }: Pick<Invoice, 'id' | 'currency'>,
): Promise<SettlementBookingType[]> {
  const notes = await em.find(CreditNote, { invoiceId: id }, { fields: ['id'] });
  const invoiceId = { $in: [id, ...notes.map((note) => note.id)] };
  const where = { invoiceId, kind: { $nin: ['invoice', 'credit_note'] as BookingKind[] } };
  const bookings = await em.find(LedgerBooking, where, { orderBy: { at: 'desc', id: 'desc' }, limit: 200 });
  const facts = await factsOf(
    em,
    bookings.map((booking) => booking.id),
  );
  return bookings.map((booking) => describe(booking, facts.get(booking.id)!, currency));
}

const describe = (
  { id, kind, itemNo, rule, at }: LedgerBooking,
  of: Facts,
  currency: string,
): SettlementBookingType => ({
  id,
  kind,
  itemNo: itemNo ?? null,
  rule: rule ?? null,
  at,
  document: of.document,
  account: of.account === 'receivable' || kind === 'offset' ? null : of.account,
  amount: { amount: of.cents, currency },
  canUndo: kind !== 'undo' && !of.isUndone,
});

async function factsOf(em: EntityManager, ids: string[]): Promise<Map<string, Facts>> {
  const rows = (await em.execute(
    `select b.id, coalesce(nullif(sum(case when e.debit = 'clearing' then e.amount_cents when e.credit = 'clearing' then -e.amount_cents
              when e.credit = 'receivable' then e.amount_cents else -e.amount_cents end), 0), max(e.amount_cents))::int as cents,
            min(e.document) as document, min(case when e.debit = 'clearing' then e.credit when e.credit = 'clearing' then e.debit
              when e.debit = 'receivable' then e.credit else e.debit end) as account,
            exists (select 1 from ledger_booking u where u.reverses = b.id) as "isUndone"
       from ledger_booking b join ledger_entry e on e.booking_id = b.id where b.id = any(?::uuid[]) group by b.id`,
    [`{${ids.join(',')}}`],
  )) as Facts[];
  return new Map(rows.map((row) => [row.id, row]));
}
