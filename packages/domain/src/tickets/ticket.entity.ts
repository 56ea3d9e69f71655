import { defineEntity, p } from '@mikro-orm/postgresql';
import type { Role } from '../staff/staff.entity.ts';

export const ticketKinds = [
  'hold',
  'overdue',
  'settlement',
  'inbound',
  'effect',
  'import',
  'packing',
  'invoice',
  'mail',
  'manual',
] as const;
export type TicketKind = (typeof ticketKinds)[number];

/** Who has ticked off an item of a checklist, and when (ISO instant). */
export type Checked = Record<string, { by: string; at: string }>;

const schema = defineEntity({
  name: 'Ticket',
  tableName: 'ticket',
  properties: {
    id: p.uuid().primary(),
    number: p.text().unique(),
    kind: p.text().$type<TicketKind>(),
    reason: p.text(),
    /** What it is about; one ticket per cause, opened again when the cause comes back. */
    cause: p.text(),
    status: p.text().$type<'open' | 'closed'>(),
    evidence: p.json<Record<string, unknown>>(),
    orderId: p.uuid().nullable(),
    channelId: p.uuid().nullable(),
    shipmentNumber: p.text().nullable(),
    /** 1 urgent … 4 low. */
    priority: p.integer().default(3),
    assigneeId: p.uuid().nullable(),
    /** Everybody of this role may take it. */
    team: p.text().$type<Role>().nullable(),
    dueAt: p.datetime().nullable(),
    /** Out of the queue until then. */
    snoozedUntil: p.datetime().nullable(),
    snoozedFor: p.text().$type<'later' | 'customer'>().nullable(),
    openedTimes: p.integer().default(1),
    /** The ticket that goes on with this one's matter. */
    mergedInto: p.uuid().nullable(),
    checks: p.json<Checked>(),
    createdAt: p.datetime(),
    closedAt: p.datetime().nullable(),
    closedBy: p.text().nullable(),
    resolution: p.text().nullable(),
    rev: p.integer().version(),
  },
});

/** Something a person has to look at. */
export class Ticket extends schema.class {}
schema.setClass(Ticket);

const noteSchema = defineEntity({
  name: 'TicketNote',
  tableName: 'ticket_note',
  properties: {
    id: p.uuid().primary(),
    ticketId: p.uuid(),
    /** 'note' stays in the house; 'to_customer' is what the customer is to be told. */
    kind: p.text().$type<'note' | 'to_customer'>(),
    text: p.text(),
    by: p.text(),
    at: p.datetime(),
  },
});

/** What somebody has written on a ticket. */
export class TicketNote extends noteSchema.class {}
noteSchema.setClass(TicketNote);
