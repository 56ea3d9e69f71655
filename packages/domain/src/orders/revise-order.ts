import { Rejection } from '../kernel/rejection.ts';
import type { Transaction } from '../kernel/transact.ts';
import { reserveStock } from '../products/reserve-stock.ts';
import { OrderLine, type Order } from './order.entity.ts';
import type { DeliveryNoteRevised } from './order.events.ts';
import type { Station } from './stations.ts';

/** A held order's contents or address are different now: what rested on the old ones is taken back. */
export async function reviseOrder(tx: Transaction, order: Order & { heldAt: Station }): Promise<void> {
  if (order.heldAt === 'received' || order.heldAt === 'shipped') return;
  await promiseAnew(tx, order);
  await unroute(tx, order);
  order.deliveryNoteNumber = nextEdition(order.deliveryNoteNumber!);
  tx.record({
    type: 'DeliveryNoteRevised',
    orderId: order.id,
    deliveryNote: order.deliveryNoteNumber,
  } satisfies DeliveryNoteRevised);
}

/** The carriers of a held order are to be chosen once more, for the same contents. */
export async function chooseAnew(tx: Transaction, order: Order & { heldAt: Station }): Promise<void> {
  if (order.heldAt !== 'routed') return;
  await promiseAnew(tx, order);
  await unroute(tx, order);
}

/** The note that was printed stays as it was; its successor carries the same number and an edition: LS-100001-2. Pure. */
export function nextEdition(number: string): string {
  const [, base, edition = '1'] = /^(.+?-\d+)(?:-(\d+))?$/.exec(number) ?? [null, number];
  return `${base}-${Number(edition) + 1}`;
}

async function promiseAnew(tx: Transaction, order: Order): Promise<void> {
  await tx.em.flush();
  await tx.em.execute('delete from reservation where order_id = ?', [order.id]);
  const lines = await tx.em.find(OrderLine, { orderId: order.id });
  const short = await reserveStock(tx, [{ orderId: order.id, lines }]);
  if (short.has(order.id)) throw new Rejection('stock_too_small', { shortages: short.get(order.id) });
}

/** Weight, size or destination have changed, so the carrier is chosen once more when the order goes on. */
async function unroute(tx: Transaction, order: Order): Promise<void> {
  if (order.heldAt !== 'routed') return;
  await tx.em.execute(`update shipment set state = 'cancelled' where order_id = ? and state = 'planned'`, [order.id]);
  await tx.em.execute(
    `update effect set state = 'revoked', updated_at = ? where order_id = ? and kind = 'hand_over' and state = 'pending'`,
    [tx.now(), order.id],
  );
  Object.assign(order, { heldAt: 'released', carrierId: null, carrierName: null });
}
