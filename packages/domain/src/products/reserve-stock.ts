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

/** Binds what was promised to the carrier that will ship it. */
export async function assignStock(
  tx: Transaction,
  assignments: { orderId: string; carrierId: string }[],
): Promise<void> {
  if (!assignments.length) return;
  await tx.em.execute(
    `update reservation set carrier_id = a."carrierId" from jsonb_to_recordset(?::jsonb) as a ("orderId" uuid, "carrierId" uuid)
      where reservation.order_id = a."orderId"`,
    [JSON.stringify(assignments)],
  );
}

/** Units have left: what was promised is taken off the shelf. */
export async function consumeStock(tx: Transaction, orderIds: string[]): Promise<void> {
  if (!orderIds.length) return;
  await tx.em.execute(
    `with gone as (delete from reservation where order_id = any(?::uuid[]) returning sku, carrier_id, quantity),
          sums as (select sku, carrier_id, sum(quantity) as quantity from gone group by sku, carrier_id),
          locked as (select s.sku, s.carrier_id from stock s join sums using (sku, carrier_id) order by s.sku, s.carrier_id for update of s)
     update stock set on_hand = on_hand - sums.quantity from sums join locked using (sku, carrier_id)
      where stock.sku = sums.sku and stock.carrier_id = sums.carrier_id`,
    [sqlArray(orderIds)],
  );
}
