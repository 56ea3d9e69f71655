import { LockMode, type FilterQuery } from '@mikro-orm/core';
import type { Transaction } from '../kernel/transact.ts';
import { Order } from './order.entity.ts';

/** Loads orders for change: locked until commit and always in the same sequence, so that commands wait instead of colliding. */
export const lockOrders = (tx: Transaction, where: FilterQuery<Order>): Promise<Order[]> =>
  tx.em.find(Order, where, { lockMode: LockMode.PESSIMISTIC_WRITE, orderBy: { id: 'asc' } });
