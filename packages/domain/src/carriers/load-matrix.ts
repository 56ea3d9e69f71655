import { readOnly, sqlArray } from '../kernel/batch.ts';
import type { Transaction } from '../kernel/transact.ts';
import { Carrier } from './carrier.entity.ts';
import type { NumberedMatrix } from './choose-carrier.ts';
import { MatrixVersion } from './matrix-version.entity.ts';

/** The active matrix with the stock that is still free. */
export interface StockedMatrix extends NumberedMatrix {
  carrierByCode: Map<string, Carrier>;
  /** Codes of carriers that are not armed: no order goes there. */
  resting: string[];
  /** Free units at every carrier of these SKUs, by carrier code. */
  stockOf(skus: string[]): Record<string, Record<string, number>>;
  /** Takes stock from a carrier, so that the next order of the batch sees less. */
  take(carrierCode: string, demand: Record<string, number>): void;
}

/** No version was ever published: nothing fits. */
const nothing: NumberedMatrix = {
  number: 0,
  terms: { currency: 'EUR', strategy: { kind: 'cheapest', dayCents: 0 }, islands: [], carriers: [], services: [] },
};

/** The version in force; a matrix without rows when there is none. */
export async function activeMatrix({ em }: Pick<Transaction, 'em'>): Promise<NumberedMatrix> {
  return (await em.findOne(MatrixVersion, { state: 'active' }, readOnly)) ?? nothing;
}

/** Loads the active matrix with the free stock of these SKUs; the stock rows stay locked until commit. */
export async function loadMatrix(tx: Transaction, skus: string[]): Promise<StockedMatrix> {
  const { number, terms } = await activeMatrix(tx);
  const carriers = await tx.em.find(Carrier, {}, readOnly);
  const free = await freeStock(tx, skus, new Map(carriers.map(({ id, code }) => [id, code])));
  return {
    number,
    terms,
    carrierByCode: new Map(carriers.map((carrier) => [carrier.code, carrier])),
    resting: carriers.filter(({ active }) => !active).map(({ code }) => code),
    stockOf: (wanted) =>
      Object.fromEntries(
        [...free].map(([code, units]) => [code, pick(units, wanted)]).filter(([, units]) => Object.keys(units!).length),
      ),
    take: (code, demand) => {
      const units = free.get(code)!;
      for (const [sku, quantity] of Object.entries(demand)) units.set(sku, (units.get(sku) ?? 0) - quantity);
    },
  };
}

const pick = (units: Map<string, number>, skus: string[]): Record<string, number> =>
  Object.fromEntries(skus.flatMap((sku) => (units.has(sku) ? [[sku, units.get(sku)!]] : [])));

async function freeStock(
  tx: Transaction,
  skus: string[],
  codes: Map<string, string>,
): Promise<Map<string, Map<string, number>>> {
  const wanted = sqlArray(skus);
  await tx.em.execute('select 1 from stock where sku = any(?) order by sku, carrier_id for update', [wanted]);
  const rows = (await tx.em.execute(
    `select s.carrier_id as carrier, s.sku, (s.on_hand - coalesce(r.promised, 0))::int as free
       from stock s left join (select carrier_id, sku, sum(quantity) as promised from reservation
                                where sku = any(?) group by carrier_id, sku) r
         on r.carrier_id = s.carrier_id and r.sku = s.sku
      where s.sku = any(?) order by s.sku`,
    [wanted, wanted],
  )) as { carrier: string; sku: string; free: number }[];
  const free = new Map<string, Map<string, number>>();
  for (const { carrier, sku, free: units } of rows) {
    const code = codes.get(carrier)!;
    free.set(code, (free.get(code) ?? new Map<string, number>()).set(sku, units));
  }
  return free;
}
