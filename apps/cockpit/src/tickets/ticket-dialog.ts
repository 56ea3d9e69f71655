import type { TicketDetail } from './useTicket.ts';

/** Which question is asked on the page of a ticket. */
export type Dialog = 'cancel' | 'refund' | 'split' | 'merge' | undefined;

type Order = Pick<NonNullable<TicketDetail['order']>, 'station' | 'heldAt' | 'lines'> | null | undefined;

/** Who may give money back. */
export const mayRefund = (role?: string) => !!role && ['administrator', 'clerk', 'accounting'].includes(role);

/** One unit cannot be divided, and what has left neither. */
export const splittable = (order: Order) =>
  !!order && order.heldAt !== 'shipped' && order.lines.reduce((sum, { quantity }) => sum + quantity, 0) > 1;
