import type { Address } from '../kernel/address.ts';
import { transact, type Context, type Transaction } from '../kernel/transact.ts';
import { assertChecked, closeTickets } from '../tickets/close-ticket.ts';
import { setAddress } from './change-address.ts';
import { setLines } from './change-lines.ts';
import { moreTelling } from './hold-checks.ts';
import { holdCause } from './hold-orders.ts';
import { lockHeldOrder } from './lock-order.ts';
import type { Order } from './order.entity.ts';
import type { OrderReady, OrderResumed, StationDue } from './order.events.ts';
import type { HoldReason, Station } from './stations.ts';

export interface ResumeOrder {
  orderId: string;
  /** What the person looked at; a newer state is refused. */
  expectedRev?: number | null;
  shippingAddress?: Address | null;
  lines?: { lineId: string; sku: string }[] | null;
  note?: string | null;
}

/** What is due for an order that goes on from the station where it stopped. */
const due: Partial<Record<Station, StationDue['type']>> = {
  received: 'ReleaseDue',
  released: 'RoutingDue',
  routed: 'HandOverDue',
  shipped: 'InvoicingDue',
};

/**
 * Back to automation (F14): applies the corrections, lets the open reasons pass and goes on exactly where the order
 * stopped. Reasons that still hold (an unknown SKU) stop it again. Throws Rejection.
 */
export function resumeOrder(ctx: Context, input: ResumeOrder): Promise<Order> {
  return transact(ctx, async (tx) => {
    const order = await lockHeldOrder(tx, input);
    await assertChecked(tx, [holdCause(order.id)]);
    if (input.shippingAddress) await setAddress(tx, order, input.shippingAddress);
    await setLines(tx, order, { change: input.lines ?? [] });
    const { heldAt: station } = order;
    Object.assign(order, {
      station,
      heldAt: null,
      approvedReasons: [...new Set([...order.approvedReasons, ...order.holdReasons.flatMap(withGeneral)])],
      holdReasons: [],
      ticketId: null,
    });
    await closeTickets(tx, [holdCause(order.id)], input.note?.trim() || 'resumed');
    tx.record({ type: 'OrderResumed', orderId: order.id, station, note: input.note ?? null } satisfies OrderResumed);
    goOn(tx, order, station);
    return order;
  });
}

/** Who lets "more is wanted" pass has read the remark too. */
const withGeneral = (reason: HoldReason): HoldReason[] => [
  reason,
  ...(Object.keys(moreTelling) as HoldReason[]).filter((general) => moreTelling[general]!.includes(reason)),
];

/** An order that was stopped before its customer was found begins there. */
function goOn(tx: Transaction, order: Order, station: Station): void {
  const type = due[station];
  if (station === 'received' && !order.customerId)
    tx.record({ type: 'OrderReady', orderId: order.id } satisfies OrderReady);
  else if (type) tx.record({ type, orderId: order.id } satisfies StationDue);
}
