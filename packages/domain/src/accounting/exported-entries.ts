import type { EntityManager } from '@mikro-orm/postgresql';
import type { Account, Tax } from '../ledger/accounts.ts';
import type { ExportFormat } from './export.entity.ts';

/** A ledger entry with what accounting wants to know about it. */
export interface ExportEntry {
  seq: string;
  debit: Account;
  credit: Account;
  amountCents: number;
  currency: string;
  document: string | null;
  tax: Tax | null;
  bookedOn: string;
  kind: string;
  settlement: string | null;
  channelOrderId: string | null;
  channelCode: string | null;
  channelName: string | null;
  customerNumber: string | null;
  suppliedOn: string | null;
  /** The invoice that a credit note takes back. */
  corrects: string | null;
  /** Where the goods came from and where the seller is at home, ISO 3166; null on other bookings. */
  shipsFrom: string | null;
  home: string | null;
}

const columns = `e.seq::text as seq, e.debit, e.credit, e.amount_cents as "amountCents", e.currency, e.document, e.tax, b.booked_on as "bookedOn",
  b.kind, s.settlement_id as settlement, o.channel_order_id as "channelOrderId", c.code as "channelCode", c.name as "channelName",
  k.number as "customerNumber", coalesce(i.data, n.data) ->> 'suppliedOn' as "suppliedOn",
  n.data -> 'corrects' ->> 'invoice' as corrects, coalesce(i.data, n.data) -> 'vat' ->> 'shipsFrom' as "shipsFrom",
  coalesce(i.data, n.data) -> 'seller' ->> 'country' as home`;
const joins = `ledger_entry e join ledger_booking b on b.id = e.booking_id
  left join settlement s on s.id = b.settlement_id left join sales_order o on o.id = b.order_id
  left join channel c on c.id = coalesce(o.channel_id, s.channel_id) left join customer k on k.id = o.customer_id
  left join invoice i on i.id = b.invoice_id and b.kind = 'invoice'
  left join credit_note n on n.id = b.invoice_id and b.kind = 'credit_note'`;

export interface Range {
  format: ExportFormat;
  /** Business days, both included. */
  from: string;
  to: string;
}

/** Entries of a range that this format has not seen yet, in the sequence of the ledger. */
export const newEntries = (em: EntityManager, { format, from, to }: Range): Promise<ExportEntry[]> =>
  em.execute(
    `select ${columns} from ${joins} where b.booked_on between ? and ?
        and not exists (select 1 from exported_entry x where x.format = ? and x.seq = e.seq) order by e.seq`,
    [from, to, format],
  ) as Promise<ExportEntry[]>;

/** Entries that a file was written from, in the sequence of the ledger. */
export const entriesOfFile = (em: EntityManager, fileId: string): Promise<ExportEntry[]> =>
  em.execute(
    `select ${columns} from ${joins} where e.seq in (select seq from exported_entry where file_id = ?) order by e.seq`,
    [fileId],
  ) as Promise<ExportEntry[]>;

export interface PreviewPart {
  month: string;
  currency: string;
  entries: number;
  sumCents: number;
}

/** What an export of a range would hold, by month and currency; counted in the ledger itself. */
export const previewExport = (em: EntityManager, { format, from, to }: Range): Promise<PreviewPart[]> =>
  em.execute(
    `select left(b.booked_on, 7) as month, e.currency, count(*)::int as entries, sum(e.amount_cents)::float8 as "sumCents"
       from ledger_entry e join ledger_booking b on b.id = e.booking_id
      where b.booked_on between ? and ? and not exists (select 1 from exported_entry x where x.format = ? and x.seq = e.seq)
      group by 1, 2 order by 1, 2`,
    [from, to, format],
  ) as Promise<PreviewPart[]>;
