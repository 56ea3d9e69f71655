import type { AssignmentRule } from './desk-rules.entity.ts';

type Terms = Pick<
  AssignmentRule,
  'kind' | 'reason' | 'channelId' | 'team' | 'assigneeId' | 'ticketPriority' | 'dueMinutes' | 'active'
>;

/** Who gets a ticket and when it is due. */
export interface Assignment {
  team: AssignmentRule['team'];
  assigneeId: string | null;
  /** Instead of what the cause says. */
  priority: number | null;
  dueMinutes: number | null;
}

/** The first active rule that fits a ticket decides; without one it is everybody's and never due. Pure. */
export function assignTicket(
  rules: Terms[],
  ticket: { kind: string; reason: string; channelId: string | null },
): Assignment {
  const fits = (rule: Terms): boolean =>
    rule.active &&
    (!rule.kind || rule.kind === ticket.kind) &&
    (!rule.reason || rule.reason === ticket.reason) &&
    (!rule.channelId || rule.channelId === ticket.channelId);
  const rule = rules.find(fits);
  return {
    team: rule?.team ?? null,
    assigneeId: rule?.assigneeId ?? null,
    priority: rule?.ticketPriority ?? null,
    dueMinutes: rule?.dueMinutes ?? null,
  };
}
