import { defineEntity, p } from '@mikro-orm/postgresql';
import type { Role } from '../staff/staff.entity.ts';
import type { TicketKind } from './ticket.entity.ts';

const assignmentSchema = defineEntity({
  name: 'AssignmentRule',
  tableName: 'assignment_rule',
  properties: {
    id: p.uuid().primary(),
    /** The first that fits counts. */
    position: p.integer(),
    kind: p.text().$type<TicketKind>().nullable(),
    reason: p.text().nullable(),
    channelId: p.uuid().nullable(),
    team: p.text().$type<Role>().nullable(),
    assigneeId: p.uuid().nullable(),
    /** Instead of what the cause says: 1 urgent … 4 low. */
    ticketPriority: p.integer().nullable(),
    /** Office minutes until it is due. */
    dueMinutes: p.integer().nullable(),
    active: p.boolean(),
    rev: p.integer().version(),
  },
});

/** Who gets which tickets, and until when they are to be done. */
export class AssignmentRule extends assignmentSchema.class {}
assignmentSchema.setClass(AssignmentRule);

export const macroActions = ['none', 'close', 'resume', 'cancel', 'wait'] as const;
export type MacroAction = (typeof macroActions)[number];

const macroSchema = defineEntity({
  name: 'Macro',
  tableName: 'macro',
  properties: {
    id: p.uuid().primary(),
    name: p.text(),
    /** For tickets of these reasons; empty: for all. */
    reasons: p.json<string[]>(),
    note: p.text().nullable(),
    resolution: p.text().nullable(),
    action: p.text().$type<MacroAction>(),
    active: p.boolean(),
    rev: p.integer().version(),
  },
});

/** Several steps with one key: a note, a resolution, and what becomes of the order or ticket. */
export class Macro extends macroSchema.class {}
macroSchema.setClass(Macro);

/** One thing to look at; without the required ones nobody closes the ticket. */
export interface ChecklistItem {
  id: string;
  text: string;
  required: boolean;
}

const checklistSchema = defineEntity({
  name: 'Checklist',
  tableName: 'checklist',
  properties: {
    reason: p.text().primary(),
    items: p.json<ChecklistItem[]>(),
    rev: p.integer().version(),
  },
});

/** What is to be looked at for tickets of a reason. */
export class Checklist extends checklistSchema.class {}
checklistSchema.setClass(Checklist);
