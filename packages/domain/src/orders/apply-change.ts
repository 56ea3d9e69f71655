import { isSameAddress } from '../kernel/address.ts';
import type { ChannelStatus, IncomingOrder } from '../channels/incoming-order.ts';
import type { ChannelPolicy } from '../channels/channel.entity.ts';
import { canCancel } from './cancel-order.ts';
import type { Order } from './order.entity.ts';

/** What a report of the channel means for a stored order. */
export interface Change {
  /** The report is older than what is stored: it adds only what can never be taken back and what was missing. */
  late: boolean;
  changes: ('status' | 'address' | 'cancelRequest' | 'buyer' | 'amounts' | 'deadlines')[];
  /** The order can run from now on. */
  ready: boolean;
  /** The order could run, but the channel still withholds address or amounts. */
  lacksData: boolean;
  /** Lines and amounts are taken from this report. */
  takesLines: boolean;
  /** The marketplace has shipped it. */
  marketplaceShipped: boolean;
  cancel: boolean;
  /** The merchant has shipped it outside of this process: what waits is over, what runs is held. */
  shippedElsewhere: 'close' | 'hold' | null;
  /** The channel changed something that cannot be followed any more. */
  tooLate: 'cancelled_after_transmission' | 'cancel_requested_late' | 'address_changed_late' | null;
}

const rank: Record<ChannelStatus, number> = {
  pending: 0,
  unshipped: 1,
  partially_shipped: 2,
  shipped: 3,
  unfulfillable: 4,
  cancelled: 5,
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
  | 'addressAt'
  | 'amountsAt'
  | 'totalCents'
  | 'shipBy'
  | 'deliverBy'
  | 'approvedReasons'
>;

/**
 * Decides what a report changes (F4): a status never goes back, a late message never undoes a newer one but fills what the
 * newer one left out. Reports may come in any sequence and lead to the same end. Pure.
 */
export function decideChange(order: Stored, incoming: IncomingOrder): Change {
  const late = incoming.channelUpdatedAt < order.channelUpdatedAt;
  const change: Change = {
    late,
    changes: differences(order, incoming, late),
    ready: false,
    lacksData: false,
    takesLines: false,
    marketplaceShipped: false,
    cancel: false,
    shippedElsewhere: null,
    tooLate: null,
  };
  const movable = canCancel(order as Order);
  const over = order.station === 'cancelled' || order.station === 'closed';
  if (change.changes.includes('status') && isDead(incoming.status) && !over)
    return movable ? { ...change, cancel: true } : { ...change, tooLate: 'cancelled_after_transmission' };
  if (!movable && !over) change.tooLate = lateChange(change);
  change.shippedElsewhere = movable ? shippedElsewhere(order, change, incoming) : null;
  if (order.station !== 'received' || change.shippedElsewhere) return change;
  return { ...change, ...movesOn(order, incoming, change) };
}

const isDead = (status: ChannelStatus): boolean => status === 'cancelled' || status === 'unfulfillable';

/** We report a shipment only after our parcel has left, so a "shipped" before that is somebody else's parcel. */
function shippedElsewhere(order: Stored, { changes }: Change, { status }: IncomingOrder): Change['shippedElsewhere'] {
  if (order.fulfilledBy !== 'merchant' || status !== 'shipped' || !changes.includes('status')) return null;
  return isReady(needsOf(order)) ? 'hold' : 'close';
}

/** What is known of a received order when stored facts and report are put together. */
function movesOn(
  order: Stored,
  incoming: IncomingOrder,
  { late, changes }: Change,
): Pick<Change, 'ready' | 'lacksData' | 'takesLines' | 'marketplaceShipped'> {
  const before = needsOf(order);
  const now: Needs = {
    status: rank[incoming.status] > rank[before.status] ? incoming.status : before.status,
    shippingAddress: before.shippingAddress ?? incoming.shippingAddress,
    amountsKnown: before.amountsKnown || knowsAmounts(incoming),
  };
  const isOurs = order.fulfilledBy === 'merchant' && incoming.fulfilledBy === 'merchant';
  const ready = isOurs && !isReady(before) && isReady(now);
  const marketplaceShipped = incoming.fulfilledBy === 'marketplace' && incoming.status === 'shipped';
  return {
    ready,
    lacksData: isOurs && isToShip(now.status) && !isReady(now),
    takesLines: changes.includes('amounts') || (!late && knowsAmounts(incoming) && (ready || marketplaceShipped)),
    marketplaceShipped,
  };
}

/** What an order needs before it can run. */
interface Needs {
  status: ChannelStatus;
  shippingAddress: IncomingOrder['shippingAddress'];
  amountsKnown: boolean;
}

const needsOf = ({ channelStatus, channelAddress, amountsAt }: Stored): Needs => ({
  status: channelStatus,
  shippingAddress: channelAddress ?? null,
  amountsKnown: Boolean(amountsAt),
});

const isToShip = (status: ChannelStatus): boolean => status === 'unshipped' || status === 'partially_shipped';

const isReady = ({ status, shippingAddress, amountsKnown }: Needs): boolean =>
  isToShip(status) && shippingAddress !== null && amountsKnown;

/** Does a report tell the amounts? A replacement costs nothing, so the channel may name none. */
export const knowsAmounts = ({ totalCents, replaces }: Pick<IncomingOrder, 'totalCents' | 'replaces'>): boolean =>
  totalCents !== null || replaces !== null;

type FirstReport = Pick<IncomingOrder, 'status' | 'shippingAddress' | 'totalCents' | 'replaces' | 'fulfilledBy'>;

/** Can an order run as it is first reported: it is ours to ship, and it is known to whom and for how much. */
export const startsReady = (order: FirstReport): boolean =>
  order.fulfilledBy === 'merchant' && isReady({ ...order, amountsKnown: knowsAmounts(order) });

/** Is something missing that the channel withholds for the time being (F3; models#4536)? Pending orders just wait. */
export const lacksData = (order: FirstReport): boolean =>
  order.fulfilledBy === 'merchant' && isToShip(order.status) && !startsReady(order);

const lateChange = ({ changes }: Change): Change['tooLate'] => {
  if (changes.includes('cancelRequest')) return 'cancel_requested_late';
  return changes.includes('address') ? 'address_changed_late' : null;
};

function differences(order: Stored, incoming: IncomingOrder, late: boolean): Change['changes'] {
  const { channelUpdatedAt: at, shippingAddress, buyer } = incoming;
  const changes: Change['changes'] = [];
  if (rank[incoming.status] > rank[order.channelStatus]) changes.push('status');
  if (shippingAddress && !isOlder(at, order.addressAt) && !isSameAddress(shippingAddress, order.channelAddress))
    changes.push('address');
  if (incoming.cancelRequest && !order.cancelRequestedAt) changes.push('cancelRequest');
  if (buyer.email && buyer.email !== order.buyerEmail && !(late && order.buyerEmail)) changes.push('buyer');
  if (hasOtherAmounts(order, incoming)) changes.push('amounts');
  const isOther = (reported: Date | null, known: Date | null | undefined): boolean =>
    reported !== null && reported.getTime() !== known?.getTime() && !(late && known);
  if (isOther(incoming.shipBy, order.shipBy) || isOther(incoming.deliverBy, order.deliverBy)) changes.push('deadlines');
  return changes;
}

/** Is a report older than the one a fact came from? */
const isOlder = (at: Date, since: Date | null | undefined): boolean => Boolean(since && at < since);

/** Amounts follow the channel until the order is released or a person has worked on it; from then on they are as sold. */
function hasOtherAmounts(order: Stored, incoming: IncomingOrder): boolean {
  if (order.station !== 'received' || order.approvedReasons.length || !knowsAmounts(incoming)) return false;
  if (!order.amountsAt) return true;
  return !isOlder(incoming.channelUpdatedAt, order.amountsAt) && (incoming.totalCents ?? 0) !== order.totalCents;
}

/** Where an order stands that is seen for the first time: what was shipped before we came is history, not work. */
export function firstStation(
  incoming: IncomingOrder,
  policy: Pick<ChannelPolicy, 'invoiceMarketplaceFulfilled'>,
): 'received' | 'shipped' | 'closed' | 'cancelled' {
  if (isDead(incoming.status)) return 'cancelled';
  if (incoming.status !== 'shipped') return 'received';
  return incoming.fulfilledBy === 'marketplace' && policy.invoiceMarketplaceFulfilled ? 'shipped' : 'closed';
}
