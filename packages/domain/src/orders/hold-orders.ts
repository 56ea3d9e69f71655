import type { Transaction } from '../kernel/transact.ts';
import { openTickets } from '../tickets/open-tickets.ts';
import { plainPriority, rulesOf, type Finding } from './decide-hold.ts';
import { loadHoldRules } from './load-hold-facts.ts';
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
  /** By which rules, where rules have decided it. */
  findings?: Finding[];
}

export const holdCause = (orderId: string): string => `hold:${orderId}`;

/** Puts orders into the manual queue, each with its ticket (F12). */
export async function holdOrders(tx: Transaction, holds: Hold[]): Promise<void> {
  if (!holds.length) return;
  const rules = await loadHoldRules(tx.em);
  const findingOf = (hold: Hold, reason: HoldReason): Finding => {
    const rule = rulesOf(rules, hold.order.channelId).find((of) => of.reason === reason);
    const known = hold.findings?.find((finding) => finding.reason === reason);
    const { id: ruleId = null, version = null, priority = plainPriority } = rule ?? {};
    return known ?? { reason, ruleId, version, priority, numbers: {}, approved: false };
  };
  const tickets = await openTickets(
    tx,
    holds.map((hold) => {
      const findings = hold.reasons.map((reason) => findingOf(hold, reason));
      return {
        kind: 'hold' as const,
        reason: hold.reasons[0]!,
        cause: holdCause(hold.order.id),
        evidence: {
          reasons: hold.reasons,
          rules: findings.flatMap(({ ruleId, reason, version }) => (ruleId ? [{ reason, version }] : [])),
          ...hold.evidence,
        },
        orderId: hold.order.id,
        priority: Math.min(...findings.map(({ priority }) => priority)),
      };
    }),
  );
  for (const { order, station, reasons } of holds) {
    const ticketId = tickets.get(holdCause(order.id))?.id ?? null;
    Object.assign(order, { station: 'held', heldAt: station, holdReasons: reasons, ticketId });
    tx.record({ type: 'OrderHeld', orderId: order.id, station, reasons } satisfies OrderHeld);
  }
}
