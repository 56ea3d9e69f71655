import { takeNumbers } from '../kernel/take-numbers.ts';
import { sqlArray } from '../kernel/batch.ts';
import { newId } from '../kernel/id.ts';
import { transact, type Context, type Transaction } from '../kernel/transact.ts';
import { reserveStock } from '../products/reserve-stock.ts';
import { decideHold, rulesOf, type HoldRecord } from './decide-hold.ts';
import { holdOrders, type Hold } from './hold-orders.ts';
import { loadHoldRules, loadHoldSight } from './load-hold-facts.ts';
import { lockOrders } from './lock-orders.ts';
import type { Order } from './order.entity.ts';
import type { OrderReleased } from './order.events.ts';

interface Decided {
  order: Order;
  record: HoldRecord;
}

/** Releases received orders: stock reserved, delivery note numbered (F9); what must not run is held (F11). Repeating it changes nothing. */
export function releaseOrders(ctx: Context, orderIds: string[]): Promise<void> {
  return transact(ctx, async (tx) => {
    const orders = await lockOrders(tx, orderIds, { station: 'received' });
    if (!orders.length) return;
    const decided = await decide(tx, orders);
    await release(
      tx,
      decided.filter(({ record }) => !record.hold.length).map(({ order }) => order),
    );
    const holds = decided.filter(({ record }) => record.hold.length).map(toHold);
    await holdOrders(tx, holds);
    await freeStock(tx, holds);
    await keepDecisions(tx, decided);
  });
}

async function decide(tx: Transaction, orders: Order[]): Promise<Decided[]> {
  const rules = await loadHoldRules(tx.em);
  const sight = await loadHoldSight(tx.em, orders, rules);
  const runnable = orders.filter((order) => sight.linesOf(order.id).every((line) => sight.isKnown(line.sku)));
  const shortages = await reserveStock(
    tx,
    runnable.map((order) => ({ orderId: order.id, lines: sight.linesOf(order.id) })),
  );
  return orders.map((order) => {
    const facts = {
      ...sight.factsOf(order, order.shippingAddress ?? null),
      shortages: shortages.get(order.id) ?? [],
    };
    return { order, record: decideHold(facts, rulesOf(rules, order.channelId), order.approvedReasons) };
  });
}

const toHold = ({ order, record }: Decided): Hold => ({
  order,
  station: 'received',
  reasons: record.hold,
  evidence: Object.assign(
    {},
    ...record.findings.filter(({ approved }) => !approved).map(({ numbers }) => numbers),
  ) as object as Record<string, unknown>,
  findings: record.findings,
});

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

/** One statement for the batch: also a release can be explained later. */
async function keepDecisions(tx: Transaction, decided: Decided[]): Promise<void> {
  const rows = decided.map(({ order, record }) => ({
    id: newId(),
    order_id: order.id,
    held: record.hold.length > 0,
    record,
  }));
  await tx.em.execute(
    `insert into hold_decision (id, order_id, station, decided_at, held, record)
     select id, order_id, 'received', ?, held, record
       from jsonb_to_recordset(?::jsonb) as d (id uuid, order_id uuid, held boolean, record jsonb)`,
    [tx.now(), JSON.stringify(rows)],
  );
}
