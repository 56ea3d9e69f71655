import { importOrders } from '@kontor/domain/orders/import-orders';
import { preloadPages, type BenchDatabase } from './database.ts';

/**
 * Brings orders to the moment after their shipping confirmation: shipped, each with its shipment, the job that invoices it
 * queued. What lies between is not measured here.
 */
export async function shipOrders({ channelId, ctx, query }: BenchDatabase, count: number): Promise<void> {
  for (const page of preloadPages(count)) {
    const orders = page.map((order) => ({ ...order, status: 'shipped' as const, fulfilledBy: 'marketplace' as const }));
    await importOrders(ctx(), { channelId, orders, unreadable: [], cursor: null });
  }
  await query(
    `insert into shipment (id, number, order_id, carrier_id, service_code, service_name, parcel_service, state, confirmed_at, created_at)
     select gen_random_uuid(), 'S-' || o.number, o.id, (select id from carrier order by code limit 1), 'paket', 'Paket', 'DHL', 'shipped', now(), now()
       from sales_order o where not exists (select 1 from shipment s where s.order_id = o.id)`,
  );
}
