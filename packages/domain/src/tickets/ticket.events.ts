interface OnTicket {
  ticketId: string;
  orderId: string | null;
  ticket: string;
}

export interface TicketOpened extends OnTicket {
  type: 'TicketOpened';
  reason: string;
}
/** Its cause has come back. */
export interface TicketReopened extends OnTicket {
  type: 'TicketReopened';
  reason: string;
}
export interface TicketClosed extends OnTicket {
  type: 'TicketClosed';
  resolution: string;
}
/** Taken or handed over; both null: back to everybody. */
export interface TicketAssigned extends OnTicket {
  type: 'TicketAssigned';
  assigneeId: string | null;
  team: string | null;
}
/** Out of the queue until then; null: back in it. */
export interface TicketSnoozed extends OnTicket {
  type: 'TicketSnoozed';
  until: string | null;
  for: 'later' | 'customer' | null;
}
export interface TicketPrioritySet extends OnTicket {
  type: 'TicketPrioritySet';
  priority: number;
}
/** Somebody wrote; the words stay with the ticket, since they may name persons. */
export interface TicketNoted extends OnTicket {
  type: 'TicketNoted';
  noteId: string;
}
/** The customer is to be told something: whoever sends mail takes it from here. */
export interface CustomerContactWanted extends OnTicket {
  type: 'CustomerContactWanted';
  noteId: string;
}
export interface TicketMerged extends OnTicket {
  type: 'TicketMerged';
  into: string;
}
export interface TicketChecked extends OnTicket {
  type: 'TicketChecked';
  item: string;
  done: boolean;
}
export interface MacroApplied extends OnTicket {
  type: 'MacroApplied';
  macro: string;
}
/** How tickets are assigned, finished or looked at was changed. */
export interface DeskRuleSaved {
  type: 'DeskRuleSaved';
  what: 'assignment' | 'macro' | 'checklist' | 'office_hours';
  id: string;
  removed: boolean;
}
export type TicketEvent =
  | TicketOpened
  | TicketReopened
  | TicketClosed
  | TicketAssigned
  | TicketSnoozed
  | TicketPrioritySet
  | TicketNoted
  | CustomerContactWanted
  | TicketMerged
  | TicketChecked
  | MacroApplied
  | DeskRuleSaved;
