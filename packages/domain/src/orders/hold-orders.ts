import type { Transaction } from '../kernel/transact.ts';
import { openTickets } from '../tickets/open-tickets.ts';
import type { Order } from './order.entity.ts';
import type { OrderHeld } from './order.events.ts';
import type { HoldReason, Station } from './stations.ts';

/** An order that must not go on by itself: why, and what shows it. */
export interface Hold {
  order: Order;
  /** Where it stopped and goes on later. */
  station: Station;
  reasons: HoldReason[];
  evidence: Record<string, unknown>;
}

const dueWithin = 24 * 3_600_000;

export const holdCause = (orderId: string): string => `hold:${orderId}`;

/** Puts orders into the manual queue, each with its ticket (F12). */
export async function holdOrders(tx: Transaction, holds: Hold[]): Promise<void> {
  const tickets = await openTickets(
    tx,
    holds.map(({ order, reasons, evidence }) => ({
      kind: 'hold' as const,
      reason: reasons[0]!,
      cause: holdCause(order.id),
      evidence: { reasons, ...evidence },
      orderId: order.id,
      dueAt: new Date(tx.now().getTime() + dueWithin),
    })),
  );
  for (const { order, station, reasons } of holds) {
    const ticketId = tickets.get(holdCause(order.id))?.id ?? null;
    Object.assign(order, { station: 'held', heldAt: station, holdReasons: reasons, ticketId });
    tx.record({ type: 'OrderHeld', orderId: order.id, station, reasons } satisfies OrderHeld);
  }
}
