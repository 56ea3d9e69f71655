import { Order } from '@kontor/domain/orders/order.entity';
import { endStations, stations, type Station } from '@kontor/domain/orders/stations';
import { raw } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { newestFirst } from '../newest-first.ts';
import type { Page } from '../pages.ts';
import type { OrderFilter } from './orders.inputs.ts';

/** How many orders stand at each station, every station named. */
export async function countStations(em: EntityManager): Promise<{ station: Station; count: number }[]> {
  const rows = (await em.execute('select station, count(*)::int as count from sales_order group by station')) as {
    station: Station;
    count: number;
  }[];
  const counts = new Map(rows.map((row) => [row.station, row.count]));
  return stations.map((station) => ({ station, count: counts.get(station) ?? 0 }));
}

/** A page of orders that match, newest first. */
export const findOrders = (
  em: EntityManager,
  filter: OrderFilter | null,
  page: { first: number | null; after: string | null },
): Promise<Page<Order>> => newestFirst(em, Order, 'placedAt', toWhere(filter), page);

/** An order by the channel's own id. */
export interface OrderAtChannel {
  channelId: string;
  channelOrderId: string;
}

/** Orders by their channels' ids, null where one is not stored. */
export async function ordersAtChannel(em: EntityManager, wanted: readonly OrderAtChannel[]): Promise<(Order | null)[]> {
  const orders = await em.find(Order, {
    channelId: { $in: wanted.map(({ channelId }) => channelId) },
    channelOrderId: { $in: wanted.map(({ channelOrderId }) => channelOrderId) },
  });
  const keyOf = ({ channelId, channelOrderId }: OrderAtChannel): string => `${channelId} ${channelOrderId}`;
  const byKey = new Map(orders.map((order) => [keyOf(order), order]));
  return wanted.map((key) => byKey.get(keyOf(key)) ?? null);
}

/** The ids of all orders that match, newest first. */
export async function findOrderIds(em: EntityManager, filter: OrderFilter | null): Promise<string[]> {
  const query = em
    .createQueryBuilder(Order, 'o')
    .select('o.id')
    .where(toWhere(filter))
    .orderBy({ placedAt: 'desc', id: 'desc' });
  return (await query.execute<{ id: string }[]>('all', false)).map((row) => row.id);
}

function toWhere(filter: OrderFilter | null): object {
  if (!filter) return {};
  const parts: object[] = [];
  if (filter.stations?.length) parts.push({ station: { $in: filter.stations } });
  if (filter.running === true) parts.push({ station: { $nin: endStations } });
  if (filter.running === false) parts.push({ station: { $in: endStations } });
  if (filter.channelId) parts.push({ channelId: filter.channelId });
  if (filter.carrierId) parts.push({ carrierId: filter.carrierId });
  if (typeof filter.overdue === 'boolean') parts.push({ overdue: filter.overdue });
  if (typeof filter.ticketOpen === 'boolean') parts.push({ ticketId: filter.ticketOpen ? { $ne: null } : null });
  if (filter.search?.trim()) parts.push(matches(filter.search.trim()));
  return parts.length ? { $and: parts } : {};
}

/** Of orders with several parcels and invoices the order's row shows one; the others are looked for here. */
const ofParcelOrInvoice = `(
  select s.order_id from parcel p join shipment s on s.id = p.shipment_id where p.tracking_number ilike ?
  union select i.order_id from invoice i where i.number ilike ?)`;

/** Numbers from their beginning, names anywhere. */
function matches(text: string): object {
  const literal = text.replace(/[\\%_]/g, '\\$&');
  const begins = { $ilike: `${literal}%` };
  const contains = { $ilike: `%${literal}%` };
  return {
    $or: [
      { number: begins },
      { channelOrderId: begins },
      { trackingNumber: begins },
      { invoiceNumber: begins },
      { deliveryNoteNumber: begins },
      { buyerName: contains },
      { shippingAddress: { name: contains } },
      { id: { $in: raw(ofParcelOrInvoice, [begins.$ilike, begins.$ilike]) } },
    ],
  };
}
