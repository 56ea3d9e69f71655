import type { ChannelInformed } from '../channels/channel.events.ts';
import { isSameTracking } from '../channels/same-tracking.ts';
import type { IncomingPackage } from '../channels/incoming-order.ts';
import { Effect } from '../effects/effect.entity.ts';
import { effectCause } from '../effects/perform-effects.ts';
import { readOnly } from '../kernel/batch.ts';
import type { Transaction } from '../kernel/transact.ts';
import { closeTickets } from '../tickets/close-ticket.ts';
import { lockOrders } from './lock-orders.ts';

/** Shipment reports that the channel itself now shows are proved without another call (F28: read back). */
export async function proveReports(
  tx: Transaction,
  seen: { orderId: string; packages: IncomingPackage[] }[],
): Promise<void> {
  const shown = new Map(
    seen.filter(({ packages }) => packages.length).map(({ orderId, packages }) => [orderId, packages]),
  );
  if (!shown.size) return;
  const waiting = await tx.em.find(Effect, {
    kind: 'channel_shipment',
    orderId: { $in: [...shown.keys()] },
    state: { $in: ['sent', 'in_doubt'] },
  });
  const proved = waiting.filter((effect) => isShown(effect, shown.get(effect.orderId!) ?? []));
  for (const effect of proved) Object.assign(effect, { state: 'done', doubtSince: null, updatedAt: tx.now() });
  await channelInformed(tx, proved);
  await closeTickets(tx, proved.map(effectCause), 'arrived');
}

/** The channel shows a package with our tracking number. */
export const isShown = (effect: Effect, packages: IncomingPackage[]): boolean =>
  packages.some(({ trackingNumber }) => isSameTracking(trackingNumber, String(effect.intent.trackingNumber)));

/** The channel knows of the shipment: told to the history, and to the list when no other parcel of the order is on its way there. */
export async function channelInformed(tx: Transaction, effects: Effect[]): Promise<void> {
  if (!effects.length) return;
  const orderIds = [...new Set(effects.map((effect) => effect.orderId!))];
  const orders = await lockOrders(tx, orderIds);
  await tx.em.flush();
  const open = await tx.em.find(
    Effect,
    { kind: 'channel_shipment', orderId: { $in: orderIds }, state: { $nin: ['done', 'revoked'] } },
    readOnly,
  );
  for (const order of orders) if (!open.some(({ orderId }) => orderId === order.id)) order.channelInformed = 'done';
  for (const { orderId, intent } of effects)
    tx.record({
      type: 'ChannelInformed',
      orderId: orderId!,
      shipment: String(intent.shipment),
    } satisfies ChannelInformed);
}
