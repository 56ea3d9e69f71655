import { takeNumbers } from '../kernel/take-numbers.ts';
import { by, grouped, readOnly, sqlArray } from '../kernel/batch.ts';
import { transact, type Context, type Transaction } from '../kernel/transact.ts';
import { Product } from '../products/product.entity.ts';
import { reserveStock, type Shortage } from '../products/reserve-stock.ts';
import { checkAddress, type AddressDoubt } from './check-address.ts';
import { holdOrders, type Hold } from './hold-orders.ts';
import { lockOrders } from './lock-orders.ts';
import { OrderLine, type Order } from './order.entity.ts';
import type { OrderReleased } from './order.events.ts';
import type { HoldReason } from './stations.ts';

/** What the release decision rests on. */
export interface ReleaseFacts {
  remark: string | null;
  giftMessage: string | null;
  cancelRequestedAt: Date | null;
  addressDoubts: AddressDoubt[];
  unknownSkus: string[];
  shortages: Shortage[];
  /** Reasons that a person has let pass. */
  approved: HoldReason[];
}

/** Without what these ask for the order cannot run, whoever approves it. */
const needsFix: readonly HoldReason[] = ['unknown_sku', 'no_stock'];

/** Decides whether an order is released at once (F8) or held, and why (F11). Pure. */
export function decideRelease(facts: ReleaseFacts): { hold: HoldReason[] } | 'release' {
  const found: [HoldReason, boolean][] = [
    ['cancel_requested', facts.cancelRequestedAt !== null],
    ['unknown_sku', facts.unknownSkus.length > 0],
    ['incomplete_address', facts.addressDoubts.length > 0],
    ['remark', Boolean(facts.remark?.trim())],
    ['gift_message', Boolean(facts.giftMessage?.trim())],
    ['no_stock', facts.shortages.length > 0],
  ];
  const hold = found
    .filter(([reason, applies]) => applies && (needsFix.includes(reason) || !facts.approved.includes(reason)))
    .map(([reason]) => reason);
  return hold.length ? { hold } : 'release';
}

/** Releases received orders: stock reserved, delivery note numbered (F9); what must not run is held. Repeating it changes nothing. */
export function releaseOrders(ctx: Context, orderIds: string[]): Promise<void> {
  return transact(ctx, async (tx) => {
    const orders = await lockOrders(tx, orderIds, { station: 'received' });
    if (!orders.length) return;
    const linesOf = grouped(
      await tx.em.find(OrderLine, { orderId: { $in: orders.map((order) => order.id) } }, readOnly),
      (line) => line.orderId,
    );
    const known = await knownSkus(
      tx,
      orders.flatMap((order) => linesOf(order.id)),
    );
    const runnable = orders.filter((order) => linesOf(order.id).every((line) => known.has(line.sku)));
    const shortages = await reserveStock(
      tx,
      runnable.map((order) => ({ orderId: order.id, lines: linesOf(order.id) })),
    );
    const released: Order[] = [];
    const holds: Hold[] = [];
    for (const order of orders) {
      const facts = factsOf(order, linesOf(order.id), known, shortages.get(order.id) ?? []);
      const decision = decideRelease(facts);
      if (decision === 'release') released.push(order);
      else holds.push({ order, station: 'received', reasons: decision.hold, evidence: evidenceOf(facts) });
    }
    await release(tx, released);
    await holdOrders(tx, holds);
    await freeStock(tx, holds);
  });
}

async function knownSkus(tx: Transaction, lines: OrderLine[]): Promise<Map<string, Product>> {
  const skus = [...new Set(lines.map((line) => line.sku))];
  return by(await tx.em.find(Product, { sku: { $in: skus } }, readOnly), (product) => product.sku);
}

function factsOf(order: Order, lines: OrderLine[], known: Map<string, Product>, shortages: Shortage[]): ReleaseFacts {
  return {
    remark: order.remark ?? null,
    giftMessage: order.giftMessage ?? null,
    cancelRequestedAt: order.cancelRequestedAt ?? null,
    addressDoubts: checkAddress(order.shippingAddress ?? null),
    unknownSkus: lines.filter((line) => !known.has(line.sku)).map((line) => line.sku),
    shortages,
    approved: order.approvedReasons,
  };
}

const evidenceOf = ({ approved: _, ...facts }: ReleaseFacts): Record<string, unknown> => facts as never;

async function release(tx: Transaction, orders: Order[]): Promise<void> {
  if (!orders.length) return;
  const numbers = await takeNumbers(tx.em, 'delivery_note', orders.length);
  for (const [index, order] of orders.entries()) {
    const deliveryNote = `LS-${numbers[index]}`;
    Object.assign(order, { station: 'released', deliveryNoteNumber: deliveryNote });
    tx.record({ type: 'OrderReleased', orderId: order.id, deliveryNote } satisfies OrderReleased);
  }
}

/** A held order promises nothing to nobody. */
async function freeStock(tx: Transaction, holds: Hold[]): Promise<void> {
  const ids = holds.map((hold) => hold.order.id);
  if (ids.length) await tx.em.execute('delete from reservation where order_id = any(?::uuid[])', [sqlArray(ids)]);
}
