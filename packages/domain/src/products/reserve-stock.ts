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
  demand: Record<string, number>;
}

/** Binds what was promised to the carriers that will ship it; the sum per order and SKU stays. */
export async function assignStock(tx: Transaction, assignments: Assignment[]): Promise<void> {
  if (!assignments.length) return;
  const parts = new Map<string, number>();
  const rows = assignments.flatMap(({ orderId, carrierId, demand }) =>
    Object.entries(demand).map(([sku, quantity]) => {
      const part = (parts.get(orderId + sku) ?? 0) + 1;
      parts.set(orderId + sku, part);
      return { order_id: orderId, sku, part, quantity, carrier_id: carrierId };
    }),
  );
  const columns = 'order_id uuid, sku text, part int, quantity int, carrier_id uuid';
  await tx.em.execute(
    `insert into reservation (order_id, sku, part, quantity, carrier_id)
     select order_id, sku, part, quantity, carrier_id from jsonb_to_recordset(?::jsonb) as a (${columns})
     on conflict (order_id, sku, part) do update set quantity = excluded.quantity, carrier_id = excluded.carrier_id`,
    [JSON.stringify(rows)],
  );
}

/** What has left a carrier: these units of an order, or without `demand` all that it had promised to it. */
export interface LeftStock {
  orderId: string;
  carrierId: string;
  demand?: Record<string, number> | null;
}

/** Units have left a carrier: what was promised there is taken off the shelf. */
export async function consumeStock(tx: Transaction, left: LeftStock[]): Promise<void> {
  if (!left.length) return;
  const rows = left.flatMap(({ orderId: order_id, carrierId: carrier_id, demand }) =>
    (demand ? Object.entries(demand) : [[null, null]]).map(([sku, quantity]) => ({
      order_id,
      carrier_id,
      sku,
      quantity,
    })),
  );
  await tx.em.execute(
    `with left_now as (select order_id, carrier_id, sku, sum(quantity)::int as quantity
            from jsonb_to_recordset(?::jsonb) as l (order_id uuid, carrier_id uuid, sku text, quantity int) group by order_id, carrier_id, sku),
          taken as (select r.order_id, r.sku, r.part, r.carrier_id, r.quantity as promised, least(r.quantity, coalesce(l.quantity, r.quantity)) as quantity
            from reservation r join left_now l on l.order_id = r.order_id and l.carrier_id = r.carrier_id and coalesce(l.sku, r.sku) = r.sku),
          gone as (delete from reservation r using taken t
            where r.order_id = t.order_id and r.sku = t.sku and r.part = t.part and t.quantity = t.promised),
          less as (update reservation r set quantity = r.quantity - t.quantity from taken t
            where r.order_id = t.order_id and r.sku = t.sku and r.part = t.part and t.quantity < t.promised),
          sums as (select sku, carrier_id, sum(quantity) as quantity from taken group by sku, carrier_id),
          locked as (select s.sku, s.carrier_id from stock s join sums using (sku, carrier_id) order by s.sku, s.carrier_id for update of s)
     update stock set on_hand = on_hand - sums.quantity from sums join locked using (sku, carrier_id)
      where stock.sku = sums.sku and stock.carrier_id = sums.carrier_id`,
    [JSON.stringify(rows)],
  );
}
