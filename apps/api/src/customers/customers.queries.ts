import { sqlArray } from '@kontor/domain/kernel/batch';
import { Order } from '@kontor/domain/orders/order.entity';
import type { EntityManager } from '@mikro-orm/postgresql';

/** The newest orders of one customer, `first` at most. */
export interface NewestOrders {
  customerId: string;
  first: number;
}

/** How many orders each customer has placed. */
export async function countOrders(em: EntityManager, customerIds: readonly string[]): Promise<number[]> {
  const rows = (await em.execute(
    'select customer_id as id, count(*)::int as count from sales_order where customer_id = any(?::uuid[]) group by customer_id',
    [sqlArray([...customerIds])],
  )) as { id: string; count: number }[];
  const counts = new Map(rows.map(({ id, count }) => [id, count]));
  return customerIds.map((id) => counts.get(id) ?? 0);
}

/** The newest orders of each customer, newest first; two queries however many customers are asked for. */
export async function newestOrders(em: EntityManager, wanted: readonly NewestOrders[]): Promise<Order[][]> {
  const rows = (await em.execute(
    `select o.id from unnest(?::uuid[]) as customer (id)
      cross join lateral (select id from sales_order where customer_id = customer.id order by placed_at desc, id desc limit ?) as o`,
    [sqlArray([...new Set(wanted.map(({ customerId }) => customerId))]), Math.max(...wanted.map(({ first }) => first))],
  )) as { id: string }[];
  const ids = rows.map(({ id }) => id);
  const orders = await em.find(Order, { id: { $in: ids } }, { orderBy: { placedAt: 'desc', id: 'desc' } });
  const byCustomer = Map.groupBy(orders, (order) => order.customerId);
  return wanted.map(({ customerId, first }) => (byCustomer.get(customerId) ?? []).slice(0, first));
}
