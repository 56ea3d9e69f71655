import type { Channel } from '../channels/channel.entity.ts';
import type { IncomingOrder } from '../channels/incoming-order.ts';
import type { Transaction } from '../kernel/transact.ts';
import { openTickets } from '../tickets/open-tickets.ts';
import { decideChange, type Change } from './apply-change.ts';
import { cancelOrders } from './cancel-order.ts';
import { addLines, fromReport } from './from-report.ts';
import { OrderLine, type Order } from './order.entity.ts';
import type { MarketplaceShipped, OrderChanged, OrderReady } from './order.events.ts';
import { proveReports } from './prove-reports.ts';

interface Report {
  order: Order;
  incoming: IncomingOrder;
}

/** Applies the channel's later reports to stored orders (F4); returns those that changed something. */
export async function changeOrders(tx: Transaction, channel: Channel, reports: Report[]): Promise<IncomingOrder[]> {
  const decided = reports.map((report) => ({ ...report, change: decideChange(report.order, report.incoming) }));
  const changed = decided.filter(({ change }) => change.changes.length > 0);
  for (const { order, incoming, change } of changed) apply(tx, order, incoming, change);
  for (const { order, change } of changed) announce(tx, channel, order, change);
  await completeLines(tx, changed);
  await cancelOrders(
    tx,
    changed.filter(({ change }) => change.cancel).map(({ order }) => order),
    'channel',
    null,
  );
  await tellPerson(tx, changed);
  await proveReports(
    tx,
    reports.map(({ order, incoming }) => ({ orderId: order.id, packages: incoming.packages })),
  );
  return changed.map(({ incoming }) => incoming);
}

function apply(tx: Transaction, order: Order, incoming: IncomingOrder, change: Change): void {
  const { channelOrderId: _, channelStatus, channelAddress, ...report } = fromReport(incoming);
  const known = Object.fromEntries(Object.entries(report).filter(([, value]) => value !== null));
  Object.assign(order, known);
  if (change.changes.includes('status')) order.channelStatus = channelStatus;
  if (change.changes.includes('cancelRequest')) order.cancelRequestedAt = tx.now();
  if (!change.changes.includes('address')) return;
  order.channelAddress = channelAddress;
  if (change.tooLate !== 'address_changed_late') order.shippingAddress = channelAddress;
}

function announce(tx: Transaction, channel: Channel, order: Order, change: Change): void {
  tx.record({ type: 'OrderChanged', orderId: order.id, changes: change.changes } satisfies OrderChanged);
  if (change.ready) tx.record({ type: 'OrderReady', orderId: order.id } satisfies OrderReady);
  if (!change.marketplaceShipped) return;
  order.station = channel.policy.invoiceMarketplaceFulfilled ? 'shipped' : 'closed';
  if (order.station === 'shipped')
    tx.record({ type: 'MarketplaceShipped', orderId: order.id } satisfies MarketplaceShipped);
}

/** A pending order may have come without prices: its lines are taken anew when it becomes ready. */
async function completeLines(tx: Transaction, changed: (Report & { change: Change })[]): Promise<void> {
  const ready = changed.filter(({ change }) => change.ready || change.marketplaceShipped);
  if (!ready.length) return;
  await tx.em.nativeDelete(OrderLine, { orderId: { $in: ready.map(({ order }) => order.id) } });
  for (const { order, incoming } of ready) addLines(tx, order.id, incoming);
}

async function tellPerson(tx: Transaction, changed: (Report & { change: Change })[]): Promise<void> {
  await openTickets(
    tx,
    changed
      .filter(({ change }) => change.tooLate)
      .map(({ order, incoming, change }) => ({
        kind: 'import' as const,
        reason: change.tooLate!,
        cause: `${change.tooLate}:${order.id}`,
        evidence: { order: order.number, station: order.station, cancelRequest: incoming.cancelRequest },
        orderId: order.id,
      })),
  );
}
