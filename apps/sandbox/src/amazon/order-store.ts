import type { World } from '../world.ts';
import type { FulfillmentStatus, StoredOrder } from './amazon-order.ts';

interface Row {
  id: string;
  updated_at: number;
  data: string;
}

/** Reads one order; undefined when there is none. */
export function findOrder({ state }: World, id: string): StoredOrder | undefined {
  const row = state.get<Row>('select data from amazon_order where id = ?', id);
  return row && (JSON.parse(row.data) as StoredOrder);
}

/** Writes an order with its time of change, which never stands still: two changes never share an instant. */
export function saveOrder(world: World, stored: StoredOrder): void {
  const { state } = world;
  const before = findOrder(world, stored.order.orderId);
  const last = state.get<{ at: number | null }>('select max(updated_at) as at from amazon_order')?.at ?? 0;
  const at = Math.max(Date.now(), last + 1);
  stored.order.lastUpdatedTime = new Date(at).toISOString();
  const status = stored.order.fulfillment!.fulfillmentStatus;
  state.run(
    `insert into amazon_order (id, updated_at, status, data) values (?, ?, ?, ?)
     on conflict (id) do update set updated_at = excluded.updated_at, status = excluded.status, data = excluded.data`,
    stored.order.orderId,
    at,
    status,
    JSON.stringify(stored),
  );
  for (const listener of world.orderListeners) listener(stored, before);
}

/** Changes an order if it still is in one of these states; tells whether it was. */
export function changeOrder(
  world: World,
  id: string,
  from: FulfillmentStatus[],
  change: (stored: StoredOrder) => void,
): boolean {
  const stored = findOrder(world, id);
  if (!stored || !from.includes(stored.order.fulfillment!.fulfillmentStatus)) return false;
  change(stored);
  saveOrder(world, stored);
  return true;
}

/** Orders in the sequence of their last change, after a position. */
export const ordersAfter = (
  { state }: World,
  after: { at: number; id: string },
  until: number,
  limit: number,
): { at: number; id: string; stored: StoredOrder }[] =>
  state
    .all<Row>(
      `select id, updated_at, data from amazon_order where (updated_at, id) > (?, ?) and updated_at <= ? order by updated_at, id limit ?`,
      after.at,
      after.id,
      until,
      limit,
    )
    .map((row) => ({ at: row.updated_at, id: row.id, stored: JSON.parse(row.data) as StoredOrder }));
