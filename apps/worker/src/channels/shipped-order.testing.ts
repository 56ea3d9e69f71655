import type { IncomingOrder } from '@kontor/domain/channels/incoming-order';
import { transact } from '@kontor/domain/kernel/transact';
import { importOrders } from '@kontor/domain/orders/import-orders';
import { confirmShipments } from '@kontor/domain/shipments/confirm-shipments';
import { anIncomingOrder } from '@kontor/domain/testing';
import type { TestWorld } from '../testing.ts';

export interface StoredOrder {
  incoming: IncomingOrder;
  id: string;
  number: string;
}

/** An order that has come in and is on its way to its carrier. */
export async function aRoutedOrder(world: TestWorld, o: Partial<IncomingOrder> = {}): Promise<StoredOrder> {
  const incoming = anIncomingOrder(o);
  await importOrders(world.ctx('channel'), {
    channelId: world.channelId,
    orders: [incoming],
    unreadable: [],
    cursor: null,
  });
  await world.settle();
  const [row] = await world.rows<{ id: string; number: string }>(
    'select id, number from sales_order where channel_order_id = ?',
    [incoming.channelOrderId],
  );
  return { incoming, ...row! };
}

/** An order whose carrier has confirmed these parcels; it is invoiced and its reports to the channel are due. */
export async function aShippedOrder(
  world: TestWorld,
  trackings: string[],
  o: Partial<IncomingOrder> = {},
): Promise<StoredOrder> {
  const order = await aRoutedOrder(world, o);
  const [shipment] = await world.rows<{ number: string }>('select number from shipment where order_id = ?', [order.id]);
  const parcels = trackings.map((trackingNumber) => ({
    shipment: shipment!.number,
    trackingNumber,
    parcelService: 'DHL',
    shippedAt: world.clock.now,
  }));
  await transact(world.ctx('carrier'), (tx) => confirmShipments(tx, parcels));
  await world.settle();
  return order;
}
