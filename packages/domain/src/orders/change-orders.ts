import type { Channel } from '../channels/channel.entity.ts';
import type { IncomingOrder } from '../channels/incoming-order.ts';
import type { Transaction } from '../kernel/transact.ts';
import { closeTickets } from '../tickets/close-ticket.ts';
import { openTickets } from '../tickets/open-tickets.ts';
import { decideChange, type Change } from './apply-change.ts';
import { dataCause, nextDataRetry } from './await-data.ts';
import { cancelOrders } from './cancel-order.ts';
import { addLines, fromReport } from './from-report.ts';
import { holdOrders } from './hold-orders.ts';
import { noteSeen } from './note-seen.ts';
import { OrderLine, type Order } from './order.entity.ts';
import type { MarketplaceShipped, OrderCancelledLate, OrderChanged, OrderReady } from './order.events.ts';
import { proveReports } from './prove-reports.ts';
import type { HoldReason } from './stations.ts';

interface Report {
  order: Order;
  incoming: IncomingOrder;
}

type Decided = Report & { change: Change };

/** Applies the channel's later reports to stored orders (F4); returns those that changed something. */
export async function changeOrders(tx: Transaction, channel: Channel, reports: Report[]): Promise<IncomingOrder[]> {
  const decided = reports.map((report) => ({ ...report, change: decideChange(report.order, report.incoming) }));
  const changed = decided.filter(({ change }) => change.changes.length > 0);
  for (const { order, incoming, change } of changed) apply(tx, order, incoming, change);
  for (const { order, change } of changed) announce(tx, channel, order, change);
  await noteSeen(tx, decided);
  await takeLines(tx, changed);
  await cancelOrders(
    tx,
    changed.filter(({ change }) => change.cancel).map(({ order }) => order),
    'channel',
    null,
  );
  await holdShipped(tx, changed);
  await tellPerson(tx, changed);
  await closeTickets(
    tx,
    changed.filter(({ order }) => !order.dataRetryAt).map(({ order }) => dataCause(order.id)),
    'data_came',
  );
  await proveReports(
    tx,
    reports.map(({ order, incoming }) => ({ orderId: order.id, packages: incoming.packages })),
  );
  return changed.map(({ incoming }) => incoming);
}

function apply(tx: Transaction, order: Order, incoming: IncomingOrder, change: Change): void {
  const { channelStatus, channelAddress } = fromReport(incoming);
  takeOver(order, incoming, change.late);
  if (change.changes.includes('status')) order.channelStatus = channelStatus;
  if (change.changes.includes('cancelRequest')) order.cancelRequestedAt = tx.now();
  if (change.changes.includes('address')) {
    order.channelAddress = channelAddress;
    if (change.tooLate !== 'address_changed_late') order.shippingAddress = channelAddress;
  }
  order.dataRetryAt = change.lacksData ? (order.dataRetryAt ?? nextDataRetry(order.dataTries, tx.now())) : null;
}

/** What a newer report says replaces what was known, an older one fills what was not; what a report leaves out stays. */
function takeOver(order: Order, incoming: IncomingOrder, late: boolean): void {
  const {
    channelOrderId: _,
    channelUpdatedAt: __,
    channelStatus: ___,
    channelAddress: ____,
    ...report
  } = fromReport(incoming);
  const { fulfilledBy, serviceLevel, isBusiness, totalCents: _____, addressAt, amountsAt, ...facts } = report;
  const taken = Object.entries(facts).filter(
    ([name, value]) => value !== null && !(late && (order as unknown as Record<string, unknown>)[name]),
  );
  Object.assign(order, Object.fromEntries(taken));
  // What these say when the channel drops the data set is their plain form, so the other one stays.
  if (fulfilledBy === 'marketplace') order.fulfilledBy = fulfilledBy;
  if (serviceLevel === 'express') order.serviceLevel = serviceLevel;
  if (isBusiness) order.isBusiness = true;
}

function announce(tx: Transaction, channel: Channel, order: Order, change: Change): void {
  tx.record({ type: 'OrderChanged', orderId: order.id, changes: change.changes } satisfies OrderChanged);
  if (change.ready) tx.record({ type: 'OrderReady', orderId: order.id } satisfies OrderReady);
  if (change.shippedElsewhere === 'close') order.station = 'closed';
  if (!change.marketplaceShipped) return;
  order.station = channel.policy.invoiceMarketplaceFulfilled ? 'shipped' : 'closed';
  if (order.station === 'shipped')
    tx.record({ type: 'MarketplaceShipped', orderId: order.id } satisfies MarketplaceShipped);
}

/** An order may have come without prices: its lines are taken anew when they are known. */
async function takeLines(tx: Transaction, changed: Decided[]): Promise<void> {
  const taking = changed.filter(({ change }) => change.takesLines);
  if (!taking.length) return;
  await tx.em.nativeDelete(OrderLine, { orderId: { $in: taking.map(({ order }) => order.id) } });
  for (const { order, incoming } of taking) {
    addLines(tx, order.id, incoming);
    order.totalCents = fromReport(incoming).totalCents;
  }
}

/** Nothing of ours has left yet, and the channel says that a parcel is on its way: a person looks before a second one goes. */
async function holdShipped(tx: Transaction, changed: Decided[]): Promise<void> {
  const holds = changed
    .filter(({ change }) => change.shippedElsewhere === 'hold')
    .map(({ order, incoming }) => ({
      order,
      station: (order.station === 'held' ? order.heldAt : order.station) ?? 'received',
      reasons: [...new Set<HoldReason>(['shipped_elsewhere', ...order.holdReasons])],
      evidence: { channelStatus: incoming.status, packages: incoming.packages },
    }));
  await holdOrders(tx, holds);
}

async function tellPerson(tx: Transaction, changed: Decided[]): Promise<void> {
  for (const { order, change } of changed)
    if (change.tooLate === 'cancelled_after_transmission')
      tx.record({ type: 'OrderCancelledLate', orderId: order.id } satisfies OrderCancelledLate);
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
