import type { IncomingOrder, UnreadableOrder } from '@kontor/domain/channels/incoming-order';
import type { SalesChannel } from '@kontor/domain/channels/sales-channel.port';
import { ConnectorError } from '@kontor/domain/kernel/connector-error';

/** What came of reading orders one by one. */
export interface Reading {
  orders: IncomingOrder[];
  unreadable: UnreadableOrder[];
  /** Ids that were read, whatever came of it; the others were not asked for. */
  read: Set<string>;
  /** Why the reading ended early: the channel does not answer, or no call is left. */
  stopped: ConnectorError | null;
}

/**
 * Reads orders as they stand now, one call each. What the channel does not know is left out, what cannot be read is set aside
 * with its problem, and what was read before the channel gave up is not read in vain.
 */
export async function readOrders(sales: SalesChannel, channelOrderIds: string[]): Promise<Reading> {
  const reading: Reading = { orders: [], unreadable: [], read: new Set(), stopped: null };
  for (const channelOrderId of channelOrderIds) {
    try {
      const order = await sales.fetchOrder(channelOrderId);
      if (order) reading.orders.push(order);
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      if (error.retryable) return { ...reading, stopped: error };
      reading.unreadable.push({
        channelOrderId,
        channelUpdatedAt: null,
        problem: error.message.slice(0, 300),
        raw: {},
      });
    }
    reading.read.add(channelOrderId);
  }
  return reading;
}
