import { sqlArray } from '../kernel/batch.ts';
import type { Transaction } from '../kernel/transact.ts';

/** Units missing for a line. */
export interface Shortage {
  sku: string;
  needed: number;
  free: number;
}

export interface StockDemand {
  orderId: string;
  lines: { sku: string; quantity: number }[];
}

interface FreeStock {
  sku: string;
  free: number;
}

/**
 * Promises stock to orders, first come first served, and returns what is missing per order. The stock rows stay locked
 * until commit, so the last unit is never promised twice.
 */
export async function reserveStock(tx: Transaction, demands: StockDemand[]): Promise<Map<string, Shortage[]>> {
  const skus = [...new Set(demands.flatMap(({ lines }) => lines.map((line) => line.sku)))];
  if (!skus.length) return new Map();
  await tx.em.execute('select 1 from stock where sku = any(?) order by sku, carrier_id for update', [sqlArray(skus)]);
  const free = await freeUnits(tx, skus);
  const shortages = new Map<string, Shortage[]>();
  const promised: { order_id: string; sku: string; quantity: number }[] = [];
  for (const { orderId, lines } of demands) {
    const needs = totals(lines);
    const short = needs.filter(([sku, needed]) => (free.get(sku) ?? 0) < needed);
    if (short.length) {
      shortages.set(
        orderId,
        short.map(([sku, needed]) => ({ sku, needed, free: free.get(sku) ?? 0 })),
      );
      continue;
    }
    for (const [sku, quantity] of needs) {
      free.set(sku, free.get(sku)! - quantity);
      promised.push({ order_id: orderId, sku, quantity });
    }
  }
  await tx.em.execute(
    `insert into reservation (order_id, sku, quantity) select order_id, sku, quantity
       from jsonb_to_recordset(?::jsonb) as promised (order_id uuid, sku text, quantity int)`,
    [JSON.stringify(promised)],
  );
  return shortages;
}

async function freeUnits(tx: Transaction, skus: string[]): Promise<Map<string, number>> {
  const rows = (await tx.em.execute(
    `select sku, (on_hand - coalesce(promised, 0))::int as free
       from (select sku, sum(on_hand) as on_hand from stock where sku = any(?) group by sku) s
       left join (select sku, sum(quantity) as promised from reservation where sku = any(?) group by sku) r using (sku)`,
    [sqlArray(skus), sqlArray(skus)],
  )) as FreeStock[];
  return new Map(rows.map((row) => [row.sku, row.free]));
}

const totals = (lines: StockDemand['lines']): [string, number][] => [
  ...lines.reduce(
    (sums, { sku, quantity }) => sums.set(sku, (sums.get(sku) ?? 0) + quantity),
    new Map<string, number>(),
  ),
];

/** What a carrier ships of an order. */
export interface Assignment {
  orderId: string;
  carrierId: string;
  shipmentId: string;
  demand: Record<string, number>;
}

/** Binds what was promised to the shipments that will carry it; the sum per order and SKU stays. */
export async function assignStock(tx: Transaction, assignments: Assignment[]): Promise<void> {
  if (!assignments.length) return;
  const parts = new Map<string, number>();
  const rows = assignments.flatMap(({ orderId, carrierId, shipmentId, demand }) =>
    Object.entries(demand).map(([sku, quantity]) => {
      const part = (parts.get(orderId + sku) ?? 0) + 1;
      parts.set(orderId + sku, part);
      return { order_id: orderId, sku, part, quantity, carrier_id: carrierId, shipment_id: shipmentId };
    }),
  );
  const columns = 'order_id uuid, sku text, part int, quantity int, carrier_id uuid, shipment_id uuid';
  await tx.em.execute(
    `insert into reservation (order_id, sku, part, quantity, carrier_id, shipment_id)
     select order_id, sku, part, quantity, carrier_id, shipment_id from jsonb_to_recordset(?::jsonb) as a (${columns})
     on conflict (order_id, sku, part) do update set quantity = excluded.quantity, carrier_id = excluded.carrier_id, shipment_id = excluded.shipment_id`,
    [JSON.stringify(rows)],
  );
}

/** Units have left a carrier: what was promised to these shipments is taken off the shelf. */
export async function consumeStock(tx: Transaction, shipmentIds: string[]): Promise<void> {
  if (!shipmentIds.length) return;
  await tx.em.execute(
    `with gone as (delete from reservation where shipment_id = any(?::uuid[]) returning sku, carrier_id, quantity),
          sums as (select sku, carrier_id, sum(quantity) as quantity from gone group by sku, carrier_id),
          locked as (select s.sku, s.carrier_id from stock s join sums using (sku, carrier_id) order by s.sku, s.carrier_id for update of s)
     update stock set on_hand = on_hand - sums.quantity from sums join locked using (sku, carrier_id)
      where stock.sku = sums.sku and stock.carrier_id = sums.carrier_id`,
    [sqlArray(shipmentIds)],
  );
}

/** Units that leave as a shipment of their own take what was promised to them along. */
export async function movePromise(
  tx: Transaction,
  { from, to, demand }: { from: string; to: string; demand: Record<string, number> },
): Promise<void> {
  const rows = Object.entries(demand).map(([sku, quantity]) => ({ sku, quantity }));
  await tx.em.execute(
    `with moved as (select r.order_id, r.sku, r.part, r.carrier_id, m.quantity, r.quantity as promised
            from jsonb_to_recordset(?::jsonb) as m (sku text, quantity int)
            join reservation r on r.sku = m.sku and r.shipment_id = ?),
          less as (update reservation r set quantity = r.quantity - m.quantity from moved m
            where r.order_id = m.order_id and r.sku = m.sku and r.part = m.part and m.quantity < m.promised),
          whole as (update reservation r set shipment_id = ? from moved m
            where r.order_id = m.order_id and r.sku = m.sku and r.part = m.part and m.quantity >= m.promised)
     insert into reservation (order_id, sku, part, quantity, carrier_id, shipment_id)
     select m.order_id, m.sku, (select max(part) + 1 from reservation r where r.order_id = m.order_id and r.sku = m.sku),
            m.quantity, m.carrier_id, ? from moved m where m.quantity < m.promised`,
    [JSON.stringify(rows), from, to, to],
  );
}
