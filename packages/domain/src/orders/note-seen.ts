import type { IncomingOrder } from '../channels/incoming-order.ts';
import type { Transaction } from '../kernel/transact.ts';
import { fromReport } from './from-report.ts';
import type { Order } from './order.entity.ts';

/**
 * Notes how new the reports are that were read, also of those that changed nothing: else an older one could still undo them.
 * The order's revision stays, since nothing a person sees is different.
 */
export async function noteSeen(tx: Transaction, seen: { order: Order; incoming: IncomingOrder }[]): Promise<void> {
  const rows = seen.flatMap(({ order, incoming }) => {
    const { channelUpdatedAt: at, addressAt, amountsAt } = fromReport(incoming);
    const isNewer =
      at > order.channelUpdatedAt || isAfter(addressAt, order.addressAt) || isAfter(amountsAt, order.amountsAt);
    return isNewer ? [{ id: order.id, at, address_at: addressAt, amounts_at: amountsAt }] : [];
  });
  if (!rows.length) return;
  await tx.em.execute(
    `update sales_order as o set channel_updated_at = greatest(o.channel_updated_at, seen.at),
       address_at = greatest(o.address_at, seen.address_at), amounts_at = greatest(o.amounts_at, seen.amounts_at)
       from jsonb_to_recordset(?::jsonb) as seen (id uuid, at timestamptz, address_at timestamptz, amounts_at timestamptz)
      where o.id = seen.id`,
    [JSON.stringify(rows)],
  );
}

const isAfter = (reported: Date | null, known: Date | null | undefined): boolean =>
  reported !== null && (!known || reported > known);
