import { readOnly, sqlArray } from '@kontor/domain/kernel/batch';
import { Product } from '@kontor/domain/products/product.entity';
import type { EntityManager } from '@mikro-orm/postgresql';
import { pageSize, type Page } from '../pages.ts';

export interface ProductFilter {
  search?: string | null | undefined;
  incomplete?: boolean | null | undefined;
}

const unmeasured = { $or: ['weightG', 'lengthMm', 'widthMm', 'heightMm'].map((field) => ({ [field]: null })) };

/** Products by SKU, page by page; the cursor is the SKU. */
export async function findProducts(
  em: EntityManager,
  { search, incomplete }: ProductFilter,
  { first, after }: { first: number | null; after: string | null },
): Promise<Page<Product>> {
  const size = pageSize(first);
  const part = `%${(search ?? '').trim().replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
  const where = {
    $and: [
      ...(part === '%%' ? [] : [{ $or: [{ sku: { $ilike: part } }, { title: { $ilike: part } }] }]),
      ...(incomplete ? [unmeasured] : []),
    ],
  };
  const from = after ? [{ sku: { $gt: Buffer.from(after, 'base64url').toString() } }] : [];
  const rows = await em.find(
    Product,
    { $and: [where, ...from] },
    { ...readOnly, orderBy: { sku: 'asc' }, limit: size + 1 },
  );
  const edges = rows.slice(0, size).map((node) => ({ cursor: Buffer.from(node.sku).toString('base64url'), node }));
  return {
    totalCount: await em.count(Product, where),
    edges,
    pageInfo: { hasNextPage: rows.length > size, endCursor: edges.at(-1)?.cursor ?? null },
  };
}

export interface StockRow {
  sku: string;
  carrierId: string;
  onHand: number;
  free: number;
}

/** Stock at every carrier, for as many products as a page shows. */
export async function stockOf(em: EntityManager, skus: readonly string[]): Promise<StockRow[][]> {
  const rows = (await em.execute(
    `select s.sku, s.carrier_id as "carrierId", s.on_hand as "onHand", (s.on_hand - coalesce(r.promised, 0))::int as free
       from stock s left join (select sku, carrier_id, sum(quantity) as promised from reservation
                                where sku = any(?) group by sku, carrier_id) r
         on r.sku = s.sku and r.carrier_id = s.carrier_id
      where s.sku = any(?)`,
    [sqlArray([...skus]), sqlArray([...skus])],
  )) as StockRow[];
  const bySku = Map.groupBy(rows, (row) => row.sku);
  return skus.map((sku) => bySku.get(sku) ?? []);
}
