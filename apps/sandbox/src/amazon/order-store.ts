import type { World } from '../world.ts';
import type { FulfillmentStatus, StoredOrder } from './amazon-order.ts';

interface Row {
  id: string;
  data: string;
}

/** Reads one order; undefined when there is none. */
export function findOrder({ state }: World, id: string): StoredOrder | undefined {
  const row = state.get<Row>('select data from amazon_order where id = ?', id);
  return row && (JSON.parse(row.data) as StoredOrder);
}

/** Now, as a change is told: time never stands still, so that two changes never share an instant, unless only seconds are told. */
function timeOfChange({ state, faults, marketplaceNow }: World): number {
  if (faults.take('wholeSeconds')) return Math.floor(marketplaceNow() / 1_000) * 1_000;
  const last = state.get<{ at: number | null }>('select max(updated_at) as at from amazon_order')?.at ?? 0;
  return Math.max(marketplaceNow(), last + 1);
}

/** Writes an order with its time of change. */
export function saveOrder(world: World, stored: StoredOrder): void {
  const { state } = world;
  const before = findOrder(world, stored.order.orderId);
  const at = timeOfChange(world);
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

export interface FoundOrder {
  at: number;
  id: string;
  stored: StoredOrder;
}

/** Orders of a seller in the sequence of their creation or last change, after a position. */
export function ordersAfter(
  { state }: World,
  { sellerId, family, until }: { sellerId: string; family: 'created' | 'lastUpdated'; until: number },
  after: { at: number; id: string },
  limit: number,
): FoundOrder[] {
  const isSellers = `json_extract(data, '$.sellerId') = ?`;
  const created = `json_extract(data, '$.order.createdTime')`;
  const rows =
    family === 'created'
      ? state.all<Row>(
          `select id, data from amazon_order where (${created}, id) > (?, ?) and ${created} <= ? and ${isSellers}
            order by ${created}, id limit ?`,
          new Date(after.at).toISOString(),
          after.id,
          new Date(until).toISOString(),
          sellerId,
          limit,
        )
      : state.all<Row>(
          `select id, data from amazon_order where (updated_at, id) > (?, ?) and updated_at <= ? and ${isSellers}
            order by updated_at, id limit ?`,
          after.at,
          after.id,
          until,
          sellerId,
          limit,
        );
  return rows.map(({ id, data }) => {
    const stored = JSON.parse(data) as StoredOrder;
    const { createdTime, lastUpdatedTime } = stored.order;
    return { id, at: Date.parse(family === 'created' ? createdTime : lastUpdatedTime), stored };
  });
}
