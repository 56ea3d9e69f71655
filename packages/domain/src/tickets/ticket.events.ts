export interface TicketOpened {
  type: 'TicketOpened';
  ticketId: string;
  orderId: string | null;
  ticket: string;
  reason: string;
}
export interface TicketClosed {
  type: 'TicketClosed';
  ticketId: string;
  orderId: string | null;
  ticket: string;
  resolution: string;
}
export type TicketEvent = TicketOpened | TicketClosed;
