import { transact, type Context } from '../kernel/transact.ts';
import type { StationDue } from '../orders/order.events.ts';
import { openTickets } from '../tickets/open-tickets.ts';
import { missingInvoiceCause } from './issue-invoices.ts';

interface Missing {
  id: string;
  number: string;
  station: string;
  since: Date;
}

/** An invoice follows its shipment within seconds; the job is queued again after ten minutes, a person is told after one hour. */
const againAfter = '10 minutes';
const tellAfterMs = 3_600_000;

/**
 * Finds what was shipped and has no invoice (F29), however it came to be: queues the job again, and opens a ticket where that
 * does not help. The ticket closes itself when the invoice is issued.
 */
export function watchMissingInvoices(ctx: Context): Promise<{ missing: number }> {
  return transact(ctx, async (tx) => {
    const missing = (await tx.em.execute(
      `select o.id, o.number, o.station, coalesce(s.confirmed_at, o.channel_updated_at) as since
         from sales_order o left join shipment s on s.order_id = o.id and s.state = 'shipped'
        where (o.station = 'shipped' or (s.id is not null and o.station in ('invoiced', 'paid')))
          and coalesce(s.confirmed_at, o.channel_updated_at) < ?::timestamptz - ?::interval
          and not exists (select 1 from invoice i where i.order_id = o.id and i.shipment_id is not distinct from s.id)
        order by o.id limit 500`,
      [tx.now(), againAfter],
    )) as Missing[];
    for (const { id } of missing) tx.record({ type: 'InvoicingDue', orderId: id } satisfies StationDue);
    const late = missing.filter(({ since }) => tx.now().getTime() - new Date(since).getTime() >= tellAfterMs);
    await openTickets(
      tx,
      late.map(({ id, number, station, since }) => ({
        kind: 'invoice' as const,
        reason: 'shipped_without_invoice',
        cause: missingInvoiceCause(id),
        evidence: { order: number, station, shippedAt: since },
        orderId: id,
      })),
    );
    return { missing: missing.length };
  });
}
