import type { TicketCause } from '../tickets/open-tickets.ts';
import type { OpenReason } from './settlement-items.ts';

interface OpenedItem {
  settlementId: string;
  /** The channel's settlement id. */
  settlement: string | null;
  itemNo: number;
  channelOrderId: string | null;
  orderId: string | null;
  openCents: number;
  currency: string | null;
  reason: OpenReason;
  transactionType: string;
  amountDescription: string | null;
}

/** What an item's ticket is about; rows of an order that nobody has seen share one. */
export const itemCause = (
  item: { settlementId: string; itemNo: number; channelOrderId: string | null },
  reason: OpenReason,
): string =>
  reason === 'unknown_order'
    ? unknownOrderCause(item.settlementId, item.channelOrderId ?? '')
    : `settlement:${item.settlementId}:item:${item.itemNo}`;

/** The ticket of rows whose order nobody has seen yet; it closes itself when the order has come and is paid. */
export const unknownOrderCause = (settlementId: string, channelOrderId: string): string =>
  `settlement:${settlementId}:${channelOrderId}|UNKNOWN_ORDER`;

/** What a person has to look at, as tickets: one per item, one per unknown order. Pure. */
export function itemTickets(items: OpenedItem[]): TicketCause[] {
  const groups = Map.groupBy(items, (item) => itemCause(item, item.reason));
  return [...groups].map(([cause, group]) => {
    const [first] = group as [OpenedItem];
    return {
      kind: 'settlement' as const,
      reason: first.reason === 'overpaid' ? 'invoice_overpaid' : `settlement_${first.reason}`,
      cause,
      orderId: first.orderId,
      evidence: {
        settlement: first.settlement,
        channelOrderId: first.channelOrderId ?? '-',
        amountCents: group.reduce((sum, item) => sum + item.openCents, 0),
        currency: first.currency,
        rows: group.map((item) => ({
          line: item.itemNo,
          type: item.transactionType,
          description: item.amountDescription ?? '',
          amountCents: item.openCents,
        })),
      },
    };
  });
}
