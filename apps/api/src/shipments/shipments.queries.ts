import type { EntityManager } from '@mikro-orm/postgresql';
import { containing } from '../pages.ts';
import type { ShipmentFilter } from './shipment.type.ts';

/** More shipments than this are not looked for: a search that finds them says nothing. */
const mostFound = 1_000;

/** The condition for the shipments that a filter means. */
export async function whichShipments(em: EntityManager, filter: ShipmentFilter): Promise<object> {
  const { states, carrierId, overdue, problem } = filter;
  const like = containing(filter.search);
  return {
    ...(states?.length ? { state: { $in: states } } : {}),
    ...(carrierId ? { carrierId } : {}),
    ...(typeof overdue === 'boolean' ? { overdue } : {}),
    ...(problem ? { problem: { $ne: null } } : {}),
    ...(like ? { id: { $in: await foundBy(em, like) } } : {}),
  };
}

/** By its number, or by anything its order is found by, tracking numbers among them. */
async function foundBy(em: EntityManager, like: string): Promise<string[]> {
  const rows = (await em.execute(
    `select s.id from shipment s where s.number ilike ? or s.order_id in (select order_id from order_search where words like lower(?))
      order by s.created_at desc limit ?`,
    [like, like, mostFound],
  )) as { id: string }[];
  return rows.map(({ id }) => id);
}
