import type { Role, SaveAssignmentRuleInput } from '../gql/graphql.ts';

interface Rule {
  id: string;
  position: number;
  kind?: string | null;
  reason?: string | null;
  channel?: { id: string } | null;
  team?: string | null;
  assignee?: { id: string } | null;
  ticketPriority?: number | null;
  dueMinutes?: number | null;
  active: boolean;
  rev: number;
}

/** A rule as its row holds it: empty text for any, 0 for what the cause says. */
export interface AssignmentDraft {
  id?: string;
  rev?: number;
  position: number;
  kind: string;
  reason: string;
  channelId: string;
  /** 'team:<role>', 'person:<id>' or empty. */
  to: string;
  dueHours: number | '';
  ticketPriority: number;
  active: boolean;
}

function toOf({ team, assignee }: Pick<Rule, 'team' | 'assignee'>) {
  if (assignee) return `person:${assignee.id}`;
  return team ? `team:${team}` : '';
}

export const assignmentDraft = (rule: Rule): AssignmentDraft => ({
  id: rule.id,
  rev: rule.rev,
  position: rule.position,
  kind: rule.kind ?? '',
  reason: rule.reason ?? '',
  channelId: rule.channel?.id ?? '',
  to: toOf(rule),
  dueHours: rule.dueMinutes ? rule.dueMinutes / 60 : '',
  ticketPriority: rule.ticketPriority ?? 0,
  active: rule.active,
});

/** A new rule before all others. */
export const emptyAssignment = (others: AssignmentDraft[]): AssignmentDraft => ({
  position: Math.max(0, Math.min(1, ...others.map(({ position }) => position)) - 1),
  kind: '',
  reason: '',
  channelId: '',
  to: '',
  dueHours: '',
  ticketPriority: 0,
  active: true,
});

export function assignmentInput(draft: AssignmentDraft): SaveAssignmentRuleInput {
  const [, kind, id] = /^(team|person):(.+)$/.exec(draft.to) ?? [];
  return {
    id: draft.id ?? null,
    expectedRev: draft.rev ?? null,
    position: draft.position,
    kind: draft.kind || null,
    reason: draft.reason || null,
    channelId: draft.channelId || null,
    team: kind === 'team' ? (id as Role) : null,
    assigneeId: kind === 'person' ? id : null,
    ticketPriority: draft.ticketPriority || null,
    dueMinutes: draft.dueHours ? Math.round(draft.dueHours * 60) : null,
    active: draft.active,
  };
}
