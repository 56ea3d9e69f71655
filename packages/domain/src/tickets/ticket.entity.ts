import { defineEntity, p } from '@mikro-orm/postgresql';

export const ticketKinds = [
  'hold',
  'overdue',
  'settlement',
  'inbound',
  'effect',
  'import',
  'packing',
  'invoice',
] as const;
export type TicketKind = (typeof ticketKinds)[number];

const schema = defineEntity({
  name: 'Ticket',
  tableName: 'ticket',
  properties: {
    id: p.uuid().primary(),
    number: p.text().unique(),
    kind: p.text().$type<TicketKind>(),
    reason: p.text(),
    /** What it is about; at most one open ticket per cause. */
    cause: p.text(),
    status: p.text().$type<'open' | 'closed'>(),
    evidence: p.json<Record<string, unknown>>(),
    orderId: p.uuid().nullable(),
    shipmentNumber: p.text().nullable(),
    assignee: p.text().nullable(),
    dueAt: p.datetime().nullable(),
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
