import type { FilterQuery } from '@mikro-orm/core';
import { by } from '../kernel/batch.ts';
import type { Transaction } from '../kernel/transact.ts';
import { lockOrders } from '../orders/lock-orders.ts';
import type { Order } from '../orders/order.entity.ts';
import { Shipment } from './shipment.entity.ts';

/** Shipments for change, with their orders by id. The orders are locked first, so what is read afterwards is the newest state. */
export async function lockShipments(
  tx: Transaction,
  where: FilterQuery<Shipment>,
  limit?: number,
): Promise<{ shipments: Shipment[]; orders: Map<string, Order> }> {
  const seen = await tx.em.find(Shipment, where, { disableIdentityMap: true, ...(limit ? { limit } : {}) });
  const orders = await lockOrders(
    tx,
    seen.map((shipment) => shipment.orderId),
  );
  const shipments = await tx.em.find(Shipment, { $and: [where, { id: { $in: seen.map((shipment) => shipment.id) } }] });
  return { shipments, orders: by(orders, (order) => order.id) };
}
