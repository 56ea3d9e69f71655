import type { IncomingOrder } from '@kontor/domain/channels/incoming-order';
import { transact } from '@kontor/domain/kernel/transact';
import { importOrders } from '@kontor/domain/orders/import-orders';
import { shipmentsArrived } from '@kontor/domain/shipments/hand-over-shipments';
import { receiveMessages } from '@kontor/domain/shipments/receive-messages';
import { anIncomingOrder } from '@kontor/domain/testing';
import type { TestWorld } from '../testing.ts';

/** An order whose data the partner has. */
export interface Sent {
  order: IncomingOrder;
  orderId: string;
  shipmentId: string;
  number: string;
}

/** The partner of a world that answers in JSON over HTTP. */
export class AnsweringPartner {
  readonly #world: TestWorld;

  constructor(world: TestWorld) {
    this.#world = world;
  }

  static async of(world: TestWorld): Promise<AnsweringPartner> {
    const fields = Object.fromEntries(
      ['shipment', 'trackingNumber', 'parcelService', 'shippedAt'].map((name) => [name, { at: name }]),
    );
    const returns = { source: 'http', secret: 's', mapping: { format: 'json', fields } };
    await world.rows(`update carrier set returns = ? where code = 'NORD'`, [JSON.stringify(returns)]);
    return new AnsweringPartner(world);
  }

  /** Orders whose data it has, in one go. */
  async has(count: number): Promise<Sent[]> {
    const world = this.#world;
    const orders = Array.from({ length: count }, () => anIncomingOrder());
    await importOrders(world.ctx('channel'), { channelId: world.channelId, orders, unreadable: [], cursor: null });
    await world.settle();
    const ids = JSON.stringify(orders.map((order) => order.channelOrderId));
    const rows = await world.rows<{ id: string; number: string; order: string; channel: string }>(
      `select s.id, s.number, s.order_id as order, o.channel_order_id as channel from shipment s join sales_order o on o.id = s.order_id
        where o.channel_order_id in (select jsonb_array_elements_text(?::jsonb)) order by o.number`,
      [ids],
    );
    await transact(world.ctx(), (tx) =>
      shipmentsArrived(
        tx,
        rows.map(({ id }) => id),
      ),
    );
    const byId = new Map(orders.map((order) => [order.channelOrderId, order]));
    return rows.map((row) => ({
      order: byId.get(row.channel)!,
      orderId: row.order,
      shipmentId: row.id,
      number: row.number,
    }));
  }

  /** A message of it that nobody has read yet. */
  async sends(body: unknown, name = 'answer'): Promise<void> {
    const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
    const { partner } = this.#world;
    await receiveMessages(this.#world.ctx('carrier'), [{ source: 'http:NORD', carrierId: partner.id, name, bytes }]);
  }

  /** A message of it that is read. */
  async answers(body: unknown, name?: string): Promise<void> {
    await this.sends(body, name);
    await this.#world.settle();
  }
}

/** What it says of a parcel. */
export const confirmation = (number: string, trackingNumber: string) => ({
  eventId: trackingNumber,
  shipment: number,
  trackingNumber,
  parcelService: 'DHL',
  shippedAt: '2026-11-20T10:00:00Z',
});
