import { readOnly, sqlArray } from '../kernel/batch.ts';
import type { Transaction } from '../kernel/transact.ts';
import { Carrier } from './carrier.entity.ts';
import type { MatrixCarrier } from './matrix.ts';

/** The matrix as it stands, with the stock that is still free. */
export interface Matrix {
  carriers: MatrixCarrier[];
  /** Takes stock from a carrier, so that the next order of the batch sees less. */
  take(carrierId: string, demand: Record<string, number>): void;
}

/** Loads the active carriers with their free stock of these SKUs; the stock rows stay locked until commit. */
export async function loadMatrix(tx: Transaction, skus: string[]): Promise<Matrix> {
  const wanted = sqlArray(skus);
  await tx.em.execute('select 1 from stock where sku = any(?) order by sku, carrier_id for update', [wanted]);
  const rows = (await tx.em.execute(
    `select s.carrier_id as carrier, s.sku, (s.on_hand - coalesce(r.promised, 0))::int as free
       from stock s left join (select carrier_id, sku, sum(quantity) as promised from reservation
                                where sku = any(?) group by carrier_id, sku) r
         on r.carrier_id = s.carrier_id and r.sku = s.sku
      where s.sku = any(?)`,
    [wanted, wanted],
  )) as { carrier: string; sku: string; free: number }[];
  const stock = Map.groupBy(rows, (row) => row.carrier);
  const active = await tx.em.find(
    Carrier,
    { active: true },
    { ...readOnly, orderBy: { priority: 'asc', code: 'asc' } },
  );
  const carriers = active.map(({ id, code, name, priority, matrixVersion, services }) => ({
    id,
    code,
    name,
    priority,
    matrixVersion,
    services,
    stock: Object.fromEntries((stock.get(id) ?? []).map((row) => [row.sku, row.free])),
  }));
  return { carriers, take: (carrierId, demand) => take(carriers, carrierId, demand) };
}

function take(carriers: MatrixCarrier[], carrierId: string, demand: Record<string, number>): void {
  const { stock } = carriers.find((carrier) => carrier.id === carrierId)!;
  for (const [sku, quantity] of Object.entries(demand)) stock[sku] = (stock[sku] ?? 0) - quantity;
}
