import { isSameAddress } from '../kernel/address.ts';
import type { ChannelStatus, IncomingOrder } from '../channels/incoming-order.ts';
import type { ChannelPolicy } from '../channels/channel.entity.ts';
import { canCancel } from './cancel-order.ts';
import type { Order } from './order.entity.ts';

/** What a report of the channel means for a stored order. */
export interface Change {
  /** The report is older than what is stored: recorded, not applied. */
  late: boolean;
  changes: ('status' | 'address' | 'cancelRequest' | 'buyer')[];
  /** The order can run from now on. */
  ready: boolean;
  /** The marketplace has shipped it. */
  marketplaceShipped: boolean;
  cancel: boolean;
  /** The channel changed something that cannot be followed any more. */
  tooLate: 'cancelled_after_transmission' | 'cancel_requested_late' | 'address_changed_late' | null;
}

const rank: Record<ChannelStatus, number> = {
  pending: 0,
  unshipped: 1,
  partially_shipped: 2,
  shipped: 3,
  cancelled: 4,
  unfulfillable: 4,
};

type Stored = Pick<
  Order,
  | 'channelStatus'
  | 'channelUpdatedAt'
  | 'channelAddress'
  | 'cancelRequestedAt'
  | 'station'
  | 'heldAt'
  | 'buyerEmail'
  | 'fulfilledBy'
>;

/** Decides what a report changes (F4): a status never goes back, a late message never undoes a newer one. Pure. */
export function decideChange(order: Stored, incoming: IncomingOrder): Change {
  const none: Change = {
    late: false,
    changes: [],
    ready: false,
    marketplaceShipped: false,
    cancel: false,
    tooLate: null,
  };
  if (incoming.channelUpdatedAt < order.channelUpdatedAt) return { ...none, late: true };
  const change: Change = { ...none, changes: differences(order, incoming) };
  const movable = canCancel(order as Order);
  const over = order.station === 'cancelled' || order.station === 'closed';
  if (change.changes.includes('status') && incoming.status === 'cancelled' && !over)
    return movable ? { ...change, cancel: true } : { ...change, tooLate: 'cancelled_after_transmission' };
  if (!movable && !over) change.tooLate = lateChange(change);
  if (order.station === 'received') {
    const waited = order.channelStatus === 'pending' || !order.channelAddress;
    change.ready = order.fulfilledBy === 'merchant' && waited && isReady(incoming);
    change.marketplaceShipped = order.fulfilledBy === 'marketplace' && incoming.status === 'shipped';
  }
  return change;
}

/** Can an order run: it is to be shipped, and it is known to whom. */
export const isReady = ({ status, shippingAddress, totalCents }: IncomingOrder): boolean =>
  (status === 'unshipped' || status === 'partially_shipped') && shippingAddress !== null && totalCents !== null;

const lateChange = ({ changes }: Change): Change['tooLate'] => {
  if (changes.includes('cancelRequest')) return 'cancel_requested_late';
  return changes.includes('address') ? 'address_changed_late' : null;
};

function differences(order: Stored, incoming: IncomingOrder): Change['changes'] {
  const changes: Change['changes'] = [];
  if (rank[incoming.status] > rank[order.channelStatus]) changes.push('status');
  if (incoming.shippingAddress && !isSameAddress(incoming.shippingAddress, order.channelAddress))
    changes.push('address');
  if (incoming.cancelRequest && !order.cancelRequestedAt) changes.push('cancelRequest');
  if (incoming.buyer.email && incoming.buyer.email !== order.buyerEmail) changes.push('buyer');
  return changes;
}

/** Where an order stands that is seen for the first time: what was shipped before we came is history, not work. */
export function firstStation(
  incoming: IncomingOrder,
  policy: Pick<ChannelPolicy, 'invoiceMarketplaceFulfilled'>,
): 'received' | 'shipped' | 'closed' | 'cancelled' {
  if (incoming.status === 'cancelled' || incoming.status === 'unfulfillable') return 'cancelled';
  if (incoming.status !== 'shipped') return 'received';
  return incoming.fulfilledBy === 'marketplace' && policy.invoiceMarketplaceFulfilled ? 'shipped' : 'closed';
}
