/** A fact of the history, as a follower sees it. */
export interface Fact {
  /** Opaque position: hand it back to go on from here. */
  cursor: string;
  type: string;
  orderId: string | null;
  ticketId: string | null;
  actor: string;
  data: Record<string, unknown>;
  at: Date;
}
