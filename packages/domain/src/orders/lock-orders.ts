import type { FilterQuery } from '@mikro-orm/core';
import { sqlArray } from '../kernel/batch.ts';
import type { Transaction } from '../kernel/transact.ts';
import { Order } from './order.entity.ts';

/**
 * Loads orders for change: locked until commit and always in the same sequence, so that commands wait instead of colliding.
 * `where` is looked at after the lock, on the newest state. The lock leaves references to the order alone (NO KEY), since their
 * checks at commit come in any sequence.
 */
export async function lockOrders(tx: Transaction, ids: string[], where: FilterQuery<Order> = {}): Promise<Order[]> {
  if (!ids.length) return [];
  await tx.em.execute('select 1 from sales_order where id = any(?::uuid[]) order by id for no key update', [
    sqlArray(ids),
  ]);
  return tx.em.find(Order, { $and: [{ id: { $in: ids } }, where] }, { orderBy: { id: 'asc' } });
}
