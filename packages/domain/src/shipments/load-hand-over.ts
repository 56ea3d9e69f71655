import { Carrier } from '../carriers/carrier.entity.ts';
import { by, grouped, readOnly } from '../kernel/batch.ts';
import type { Transaction } from '../kernel/transact.ts';
import { Order, OrderLine } from '../orders/order.entity.ts';
import { Product } from '../products/product.entity.ts';
import type { HandOverData } from './hand-over-data.ts';
import { linesIn, type Shipment } from './shipment.entity.ts';

/** A shipment with what its carrier gets to know of it. */
export interface LoadedHandOver {
  shipment: Shipment;
  carrier: Carrier;
  data: HandOverData;
}

/** Loads what carriers get to know of these shipments, by number. */
export async function loadHandOvers({ em }: Pick<Transaction, 'em'>, shipments: Shipment[]): Promise<LoadedHandOver[]> {
  const ids = [...new Set(shipments.map((shipment) => shipment.orderId))];
  const orders = by(await em.find(Order, { id: { $in: ids } }, readOnly), (order) => order.id);
  const lines = await em.find(OrderLine, { orderId: { $in: ids } }, { ...readOnly, orderBy: { position: 'asc' } });
  const skus = [...new Set(lines.map((line) => line.sku))];
  const products = by(await em.find(Product, { sku: { $in: skus } }, readOnly), ({ sku }) => sku);
  const carriers = by(await em.find(Carrier, {}), (carrier) => carrier.id);
  const linesOf = grouped(lines, (line) => line.orderId);
  return shipments
    .toSorted((a, b) => (a.number < b.number ? -1 : 1))
    .map((shipment) => ({
      shipment,
      carrier: carriers.get(shipment.carrierId)!,
      data: handOverData(
        shipment,
        orders.get(shipment.orderId)!,
        linesIn(shipment, linesOf(shipment.orderId)),
        products,
      ),
    }));
}

/** What a carrier gets to know of a shipment, or of an order that has none yet. */
export const handOverData = (
  shipment: Pick<Shipment, 'number' | 'serviceName' | 'deliveryNoteNumber'>,
  order: Order,
  lines: OrderLine[],
  products: Map<string, Product>,
): HandOverData => ({
  shipment: shipment.number,
  deliveryNote: shipment.deliveryNoteNumber ?? order.deliveryNoteNumber ?? '',
  order: order.number,
  service: shipment.serviceName,
  recipient: order.shippingAddress!,
  cashOnDelivery:
    order.paymentMethod === 'cash_on_delivery' ? { amount: order.totalCents, currency: order.currency } : null,
  lines: lines.map(({ sku, title, quantity }) => ({
    sku,
    title,
    quantity,
    weightG: (products.get(sku)?.weightG ?? 0) * quantity,
  })),
});
