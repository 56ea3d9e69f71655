import type { Address } from '../kernel/address.ts';
import { Rejection } from '../kernel/rejection.ts';
import { transact, type Context, type Transaction } from '../kernel/transact.ts';
import { closeTickets } from '../tickets/close-ticket.ts';
import { checkAddress } from './check-address.ts';
import { holdCause } from './hold-orders.ts';
import { lockOrders } from './lock-orders.ts';
import { OrderLine, type Order } from './order.entity.ts';
import type { OrderCorrected, OrderResumed, StationDue } from './order.events.ts';
import type { Station } from './stations.ts';

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
    const order = await lockOrder(tx, input.orderId, input.expectedRev);
    if (order.station !== 'held' || !order.heldAt) throw new Rejection('order_not_held', { station: order.station });
    await correct(tx, order, input);
    const { heldAt: station } = order;
    Object.assign(order, {
      station,
      heldAt: null,
      approvedReasons: [...new Set([...order.approvedReasons, ...order.holdReasons])],
      holdReasons: [],
      ticketId: null,
    });
    await closeTickets(tx, [holdCause(order.id)], input.note?.trim() || 'resumed');
    tx.record({ type: 'OrderResumed', orderId: order.id, station, note: input.note ?? null } satisfies OrderResumed);
    const type = due[station];
    if (type) tx.record({ type, orderId: order.id } satisfies StationDue);
    return order;
  });
}

/** Loads an order for a person's change; throws Rejection when it is gone or has moved on since it was looked at. */
export async function lockOrder(tx: Transaction, orderId: string, expectedRev?: number | null): Promise<Order> {
  const [order] = await lockOrders(tx, [orderId]);
  if (!order) throw new Rejection('order_not_found');
  if (expectedRev && order.rev !== expectedRev) throw new Rejection('order_changed_meanwhile', { rev: order.rev });
  return order;
}

async function correct(tx: Transaction, order: Order, { shippingAddress, lines }: ResumeOrder): Promise<void> {
  const before = { shippingAddress: order.shippingAddress, lines: {} as Record<string, string> };
  const after = { shippingAddress: shippingAddress ?? order.shippingAddress, lines: {} as Record<string, string> };
  if (shippingAddress) {
    const doubts = checkAddress(shippingAddress).filter((doubt) => doubt !== 'house_number_missing');
    if (doubts.length) throw new Rejection('address_incomplete', { doubts });
    order.shippingAddress = shippingAddress;
  }
  for (const { lineId, sku } of lines ?? []) {
    const line = await tx.em.findOne(OrderLine, { id: lineId, orderId: order.id });
    if (!line) throw new Rejection('line_not_found', { lineId });
    before.lines[line.position] = line.sku;
    after.lines[line.position] = sku.trim();
    line.sku = sku.trim();
  }
  if (shippingAddress || lines?.length)
    tx.record({ type: 'OrderCorrected', orderId: order.id, before, after } satisfies OrderCorrected);
}
