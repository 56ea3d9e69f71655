import { Carrier } from '../carriers/carrier.entity.ts';
import { Rejection } from '../kernel/rejection.ts';
import { transact, type Context } from '../kernel/transact.ts';
import { Product, Stock } from './product.entity.ts';
import type { StockAdjusted } from './product.events.ts';

export interface AdjustStock {
  sku: string;
  carrierId: string;
  /** Units counted on the shelf, promised ones included. */
  onHand: number;
  /** What the person saw; null: no stock was kept there yet. */
  expectedOnHand: number | null;
  reason: string;
}

/** Sets what lies at a carrier, with a reason; a count that has moved since is refused. Throws Rejection. */
export function adjustStock(ctx: Context, input: AdjustStock): Promise<Product> {
  return transact(ctx, async (tx) => {
    const { sku, carrierId, onHand, expectedOnHand } = input;
    const product = await tx.em.findOne(Product, sku);
    if (!product) throw new Rejection('product_not_found');
    const carrier = await tx.em.findOneOrFail(Carrier, carrierId);
    const reason = input.reason.trim();
    if (!reason || !Number.isInteger(onHand) || onHand < 0) throw new Rejection('stock_invalid');
    await tx.em.execute('select 1 from stock where sku = ? and carrier_id = ? for update', [sku, carrierId]);
    const stock = await tx.em.findOne(Stock, { sku, carrierId }, { refresh: true });
    if ((stock?.onHand ?? null) !== expectedOnHand)
      throw new Rejection('stock_changed_meanwhile', { onHand: stock?.onHand ?? null });
    if (stock) stock.onHand = onHand;
    else tx.em.create(Stock, { sku, carrierId, onHand });
    tx.record({
      type: 'StockAdjusted',
      sku,
      carrier: carrier.code,
      before: expectedOnHand ?? 0,
      after: onHand,
      reason,
    } satisfies StockAdjusted);
    return product;
  });
}
