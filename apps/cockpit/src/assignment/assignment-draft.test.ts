import { expect, test } from 'vitest';
import { assignmentDraft, assignmentInput, emptyAssignment } from './assignment-draft.ts';

const rule = {
  id: 'r',
  rev: 2,
  position: 3,
  kind: 'hold',
  reason: null,
  channel: { id: 'c' },
  team: 'accounting' as const,
  assignee: null,
  ticketPriority: null,
  dueMinutes: 90,
  active: true,
};

test('a rule goes back as it came', () => {
  const { id, position, kind, team, dueMinutes, active } = rule;
  const same = { id, expectedRev: 2, position, kind, reason: null, channelId: 'c', team, assigneeId: null };
  expect(assignmentInput(assignmentDraft(rule))).toEqual({ ...same, ticketPriority: null, dueMinutes, active });
});

test('a person stands instead of a role', () => {
  const draft = { ...assignmentDraft(rule), to: 'person:anna', dueHours: '' as const };
  expect(assignmentInput(draft)).toMatchObject({ team: null, assigneeId: 'anna', dueMinutes: null });
  expect(assignmentDraft({ ...rule, assignee: { id: 'anna' } }).to).toBe('person:anna');
});

test('a new rule stands before all others', () => {
  expect(emptyAssignment([assignmentDraft({ ...rule, position: 1 })]).position).toBe(0);
  expect(assignmentInput(emptyAssignment([]))).toMatchObject({ id: null, kind: null, team: null });
});
