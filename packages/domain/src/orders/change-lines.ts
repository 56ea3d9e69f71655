import { by } from '../kernel/batch.ts';
import { newId } from '../kernel/id.ts';
import { Rejection } from '../kernel/rejection.ts';
import { transact, type Context, type Transaction } from '../kernel/transact.ts';
import { Product } from '../products/product.entity.ts';
import { lockHeldOrder } from './lock-order.ts';
import { OrderLine, type Order } from './order.entity.ts';
import type { LineChange, OrderCorrected } from './order.events.ts';
import { fitsParts, unitsOf } from '../kernel/parts.ts';
import { reviseOrder } from './revise-order.ts';
import type { Station } from './stations.ts';

export interface ChangeLines {
  orderId: string;
  expectedRev?: number | null;
  /** 0 units: the line is not sent; another article keeps the price it was sold for. */
  change?: { lineId: string; quantity?: number | null; sku?: string | null }[] | null;
  /** Added articles cost what the price list says, or nothing. */
  add?: { sku: string; quantity: number; free?: boolean | null }[] | null;
}

const mostUnits = 9_999;

/** Changes what a held order contains, before it is shipped; prices follow. Throws Rejection. */
export const changeLines = (ctx: Context, input: ChangeLines): Promise<Order> =>
  transact(ctx, async (tx) => {
    const order = await lockHeldOrder(tx, input);
    await setLines(tx, order, input);
    return order;
  });

/** Units at the price they were sold for; the whole line is what was taken, whatever the quantity was meanwhile. Pure. */
export const priceOf = (
  line: Pick<OrderLine, 'soldCents' | 'soldQuantity' | 'totalCents' | 'quantity'>,
  units: number,
): number =>
  line.soldQuantity > 0
    ? Math.round((line.soldCents * units) / line.soldQuantity)
    : Math.round((line.totalCents * units) / (line.quantity || 1));

/** Changes lines inside a transaction; throws Rejection. */
export async function setLines(
  tx: Transaction,
  order: Order & { heldAt: Station },
  { change, add }: Pick<ChangeLines, 'change' | 'add'>,
): Promise<void> {
  if (!change?.length && !add?.length) return;
  if (order.heldAt === 'shipped') throw new Rejection('order_past_changing', { station: order.heldAt });
  const lines = await tx.em.find(OrderLine, { orderId: order.id }, { orderBy: { position: 'asc' } });
  const products = await loadProducts(
    tx,
    [...(change ?? []), ...(add ?? [])].flatMap(({ sku }) => sku?.trim() || []),
  );
  const changes = [
    ...(change ?? []).map((one) => applyChange(lines, one, products)),
    ...(add ?? []).map((one) => addLine(tx, order, lines, one, products)),
  ];
  if (!lines.some((line) => line.quantity > 0)) throw new Rejection('order_without_lines');
  order.totalCents += changes.reduce((sum, { differenceCents }) => sum + differenceCents, 0);
  // What leaves apart is kept as long as the lines still have it.
  if (order.parts && !fitsParts(unitsOf(lines), order.parts)) order.parts = null;
  tx.record({ type: 'OrderCorrected', orderId: order.id, address: [], lines: changes } satisfies OrderCorrected);
  await reviseOrder(tx, order);
}

async function loadProducts(tx: Transaction, skus: string[]): Promise<Map<string, Product>> {
  const products = by(await tx.em.find(Product, { sku: { $in: skus } }), (product) => product.sku);
  const unknown = skus.find((sku) => !products.has(sku));
  if (unknown) throw new Rejection('article_unknown', { sku: unknown });
  return products;
}

const assertUnits = (units: number, least: number): void => {
  if (!Number.isInteger(units) || units < least || units > mostUnits)
    throw new Rejection('quantity_invalid', { units });
};

function applyChange(
  lines: OrderLine[],
  { lineId, quantity, sku }: NonNullable<ChangeLines['change']>[0],
  products: Map<string, Product>,
): LineChange {
  const line = lines.find((of) => of.id === lineId);
  if (!line) throw new Rejection('line_not_found', { lineId });
  const before = { sku: line.sku, quantity: line.quantity, totalCents: line.totalCents };
  const units = quantity ?? line.quantity;
  assertUnits(units, 0);
  const article = sku?.trim() || line.sku;
  Object.assign(line, {
    sku: article,
    // An article of ours that was added bears its own name; a sold one keeps the name it was sold under.
    title: line.soldQuantity > 0 ? line.title : (products.get(article)?.title ?? line.title),
    totalCents: units === line.quantity ? line.totalCents : priceOf(line, units),
    quantity: units,
  });
  return {
    position: line.position,
    sku: line.sku,
    before: { sku: before.sku, quantity: before.quantity },
    quantity: units,
    differenceCents: line.totalCents - before.totalCents,
  };
}

function addLine(
  tx: Transaction,
  order: Order,
  lines: OrderLine[],
  { sku, quantity, free }: NonNullable<ChangeLines['add']>[0],
  products: Map<string, Product>,
): LineChange {
  assertUnits(quantity, 1);
  const product = products.get(sku.trim())!;
  if (!free && product.priceCents === null) throw new Rejection('price_unknown', { sku: product.sku });
  const totalCents = free ? 0 : (product.priceCents ?? 0) * quantity;
  const position = Math.max(0, ...lines.map((line) => line.position)) + 1;
  const line = tx.em.create(OrderLine, {
    id: newId(),
    orderId: order.id,
    position,
    channelLineId: '',
    sku: product.sku,
    title: product.title,
    quantity,
    soldQuantity: 0,
    soldCents: 0,
    totalCents,
    shippingCents: 0,
  });
  lines.push(line);
  return { position, sku: product.sku, before: null, quantity, differenceCents: totalCents };
}
