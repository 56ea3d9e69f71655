import type { RoutingInput } from '../carriers/decision.ts';
import type { ServiceLevel } from '../carriers/matrix-terms.ts';
import type { PackedItem } from '../carriers/parcel.ts';
import { businessDay, localMinute } from '../kernel/business-day.ts';
import type { Order, OrderLine } from '../orders/order.entity.ts';
import { maySplit } from './divide-shipment.ts';
import type { Product } from '../products/product.entity.ts';

/** What a routing decision is made at and for. */
export interface RoutingCircumstances {
  channel: { code: string; policy: { splitShipments: boolean } };
  now: Date;
  timeZone: string;
  stock: RoutingInput['stock'];
  resting: string[];
}

/** The lines of an order with what is known of their products. */
export const itemsOf = (lines: OrderLine[], products: Map<string, Product>): PackedItem[] =>
  lines.map(({ sku, quantity }) => {
    const product = products.get(sku);
    return {
      sku,
      quantity,
      weightG: product?.weightG ?? null,
      lengthMm: product?.lengthMm ?? null,
      widthMm: product?.widthMm ?? null,
      heightMm: product?.heightMm ?? null,
      hazardous: product?.hazardous ?? false,
    };
  });

/** The service an order needs: whoever pays on delivery needs a carrier that collects the money (F8, F16). */
const serviceLevelOf = ({ paymentMethod, serviceLevel }: Order): ServiceLevel =>
  paymentMethod === 'cash_on_delivery' ? 'cash_on_delivery' : serviceLevel;

/** Everything the carrier decision rests on, as it is stored with it. */
export const routingInput = (
  order: Order,
  items: PackedItem[],
  { channel, now, timeZone, stock, resting }: RoutingCircumstances,
): RoutingInput => ({
  channel: channel.code,
  country: order.shippingAddress!.country,
  postcode: order.shippingAddress!.postcode,
  level: serviceLevelOf(order),
  items,
  promisedOn: order.deliverBy ? businessDay(order.deliverBy, timeZone) : null,
  at: localMinute(now, timeZone),
  stock,
  resting,
  maySplit: maySplit(order, channel.policy),
  ...(order.parts ? { parts: order.parts } : {}),
});
