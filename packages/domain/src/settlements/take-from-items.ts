import type { Transaction } from '../kernel/transact.ts';
import type { OpenReason } from './settlement-items.ts';

/** Takes signed minor units out of what is open on items (negative: gives them back, after an undo). */
export async function takeFromItems(
  tx: Transaction,
  parts: { settlementId: string; itemNo: number; cents: number }[],
): Promise<void> {
  if (!parts.length) return;
  await tx.em.execute(
    `update settlement_item i set open_cents = i.open_cents - r.cents, reason = case when i.open_cents = r.cents then null else i.reason end
       from (select settlement_id, item_no, sum(cents)::int as cents
               from jsonb_to_recordset(?::jsonb) as p (settlement_id uuid, item_no int, cents int) group by 1, 2) r
      where i.settlement_id = r.settlement_id and i.item_no = r.item_no`,
    [
      JSON.stringify(
        parts.map((part) => ({ settlement_id: part.settlementId, item_no: part.itemNo, cents: part.cents })),
      ),
    ],
  );
}

/** Notes why items are open, and whose order they are of. */
export async function noteReasons(
  tx: Transaction,
  notes: { settlementId: string; itemNo: number; orderId: string; reason: OpenReason }[],
): Promise<void> {
  if (!notes.length) return;
  await tx.em.execute(
    `update settlement_item i set reason = r.reason, order_id = r.order_id
       from jsonb_to_recordset(?::jsonb) as r (settlement_id uuid, item_no int, order_id uuid, reason text)
      where i.settlement_id = r.settlement_id and i.item_no = r.item_no`,
    [
      JSON.stringify(
        notes.map((of) => ({
          settlement_id: of.settlementId,
          item_no: of.itemNo,
          order_id: of.orderId,
          reason: of.reason,
        })),
      ),
    ],
  );
}
