import type { Leg } from '../carriers/decision.ts';
import { Company } from '../company/company.entity.ts';
import type { Fact } from '../history/fact.ts';
import { transact, type Context, type Transaction } from '../kernel/transact.ts';
import { Order } from '../orders/order.entity.ts';
import { Shipment } from '../shipments/shipment.entity.ts';
import { OrderClock } from './kpi.entity.ts';
import { tally, type Clock, type ConfirmedShipment, type Increment } from './tally.ts';

/** The position in the history up to which everything is counted. */
export async function countedUntil({ em }: Context): Promise<string> {
  const [row] = (await em.execute('select cursor from kpi_cursor')) as { cursor: string }[];
  return row!.cursor;
}

/** Counts the facts that follow on `from`, in the transaction that moves the position: each once. False: another worker has. */
export function countFacts(ctx: Context, from: string, facts: Fact[]): Promise<boolean> {
  return transact(ctx, async (tx) => {
    const moved = (await tx.em.execute(
      'update kpi_cursor set cursor = ?, counted_at = ? where cursor = ? returning cursor',
      [facts.at(-1)!.cursor, tx.now(), from],
    )) as unknown[];
    if (!moved.length) return false;
    const { timeZone } = await tx.em.findOneOrFail(Company, 1);
    const clocks = await loadClocks(tx, facts);
    const shipments = await loadShipments(tx, facts);
    const added = facts.flatMap((fact) =>
      tally(
        fact,
        fact.orderId ? clocks.get(fact.orderId) : undefined,
        shipments.get(String(fact.data.shipmentId)),
        timeZone,
      ),
    );
    await writeDays(tx, added);
    return true;
  });
}

/** Clocks of the facts' orders by order; what `tally` changes in them is written with the transaction. */
async function loadClocks({ em }: Transaction, facts: Fact[]): Promise<Map<string, Clock>> {
  const ids = [...new Set(facts.flatMap(({ orderId }) => orderId ?? []))];
  const orders = await em.find(Order, { id: { $in: ids } }, { fields: ['channelId', 'placedAt', 'shipBy'] });
  const known = await em.find(OrderClock, { orderId: { $in: ids } });
  const clocks = new Map<string, Clock>();
  for (const { id: orderId, channelId, placedAt, shipBy = null } of orders) {
    const clock =
      known.find((one) => one.orderId === orderId) ??
      em.create(OrderClock, { orderId, channelId, placedAt, heldFor: [] });
    // Only for the reckoning: an entity keeps what is no column to itself.
    clocks.set(orderId, Object.assign(clock, { shipBy }) as unknown as Clock);
  }
  return clocks;
}

/** Confirmed shipments by id, each with its share of what the matrix had decided for its service. */
async function loadShipments({ em }: Transaction, facts: Fact[]): Promise<Map<string, ConfirmedShipment>> {
  const ids = facts.flatMap(({ type, data }) => (type === 'ShipmentConfirmed' ? String(data.shipmentId) : []));
  const shipments = await em.find(Shipment, { id: { $in: ids } });
  const decided = (await em.execute(
    `select distinct on (order_id) order_id, record -> 'legs' as legs from carrier_decision
      where order_id = any(?::uuid[]) order by order_id, decided_at desc`,
    [`{${shipments.map(({ orderId }) => orderId).join(',')}}`],
  )) as { order_id: string; legs: Leg[] }[];
  const legsOf = new Map(decided.map(({ order_id, legs }) => [order_id, legs]));
  return new Map(
    shipments.map(({ id, orderId, carrierId, serviceCode, transmittedAt = null }) => [
      id,
      { carrierId, transmittedAt, cents: shareOf(legsOf.get(orderId) ?? [], serviceCode) },
    ]),
  );
}

/** Two shipments of one service share the cost of both legs, so that their sum is right. Pure. */
function shareOf(legs: Leg[], serviceCode: string): number {
  const same = legs.filter((leg) => leg.serviceCode === serviceCode);
  return same.length ? Math.round(same.reduce((sum, { cents }) => sum + cents, 0) / same.length) : 0;
}

async function writeDays({ em }: Transaction, added: Increment[]): Promise<void> {
  await em.execute(
    `insert into kpi_day as kept (day, channel_id, measure, key, bucket, n, cents)
     select day, "channelId", measure, key, bucket, sum(n), sum(cents) from jsonb_to_recordset(?::jsonb)
         as added (day date, "channelId" uuid, measure text, key text, bucket int, n int, cents bigint)
      group by day, "channelId", measure, key, bucket
     on conflict (day, channel_id, measure, key, bucket)
     do update set n = kept.n + excluded.n, cents = kept.cents + excluded.cents`,
    [JSON.stringify(added)],
  );
}
