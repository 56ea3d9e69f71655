import { writeHandOver } from '@kontor/connectors/carriers/write-hand-over';
import { Carrier } from '@kontor/domain/carriers/carrier.entity';
import type { Transmission } from '@kontor/domain/carriers/carrier-transport.port';
import { loadCompany, sellerOf } from '@kontor/domain/company/seller';
import type { Company } from '@kontor/domain/company/company.entity';
import { handOverHtml } from '@kontor/domain/shipments/hand-over.html';
import type { Act, EffectPractice } from '@kontor/domain/effects/perform-effects';
import { by, grouped } from '@kontor/domain/kernel/batch';
import type { Context } from '@kontor/domain/kernel/transact';
import { holdOrders } from '@kontor/domain/orders/hold-orders';
import { lockOrders } from '@kontor/domain/orders/lock-orders';
import { Order, OrderLine } from '@kontor/domain/orders/order.entity';
import { Product } from '@kontor/domain/products/product.entity';
import { cancelHold, shipmentsArrived, wantsCancelling } from '@kontor/domain/shipments/hand-over-shipments';
import type { HandOverData } from '@kontor/domain/shipments/hand-over-data';
import { linesIn, Shipment } from '@kontor/domain/shipments/shipment.entity';
import type { Work } from '../handle.ts';

/** Hands shipments over to external carriers, each in its own channel and format (F23). */
export const handOverPractice = (work: Work): EffectPractice => ({
  concurrency: 5,
  /** A buyer's cancel request that came since is heard before anything leaves (F4). */
  async revoke(tx, effects) {
    const orders = await lockOrders(
      tx,
      effects.map((effect) => effect.orderId!),
    );
    const held = orders.filter((order) => order.station === 'routed' && wantsCancelling(order));
    await holdOrders(tx, held.map(cancelHold));
    const going = new Set(orders.filter((order) => order.station === 'routed').map((order) => order.id));
    return new Set(effects.filter((effect) => !going.has(effect.orderId!)));
  },
  async prepare(ctx, effects) {
    const company = await loadCompany(ctx);
    const loaded = await load(
      ctx,
      effects.map((effect) => effect.shipmentId!),
    );
    return new Map(effects.map((effect) => [effect.id, handOverAct(work, company, loaded(effect.shipmentId!))]));
  },
  arrived: (tx, effects) =>
    shipmentsArrived(
      tx,
      effects.map((effect) => effect.shipmentId!),
    ),
});

interface Loaded {
  shipment: Shipment;
  carrier: Carrier;
  data: HandOverData;
}

async function load(ctx: Context, shipmentIds: string[]): Promise<(shipmentId: string) => Loaded> {
  const shipments = by(await ctx.em.find(Shipment, { id: { $in: shipmentIds } }), (shipment) => shipment.id);
  const ids = [...shipments.values()].map((shipment) => shipment.orderId);
  const orders = by(await ctx.em.find(Order, { id: { $in: ids } }), (order) => order.id);
  const lines = await ctx.em.find(OrderLine, { orderId: { $in: ids } }, { orderBy: { position: 'asc' } });
  const products = by(
    await ctx.em.find(Product, { sku: { $in: [...new Set(lines.map((line) => line.sku))] } }),
    ({ sku }) => sku,
  );
  const carriers = by(await ctx.em.find(Carrier, {}), (carrier) => carrier.id);
  const linesOf = grouped(lines, (line) => line.orderId);
  return (shipmentId) => {
    const shipment = shipments.get(shipmentId)!;
    const order = orders.get(shipment.orderId)!;
    const data = handOverData(shipment, order, linesIn(shipment, linesOf(order.id)), products);
    return { shipment, carrier: carriers.get(shipment.carrierId)!, data };
  };
}

const handOverData = (
  shipment: Shipment,
  order: Order,
  lines: OrderLine[],
  products: Map<string, Product>,
): HandOverData => ({
  shipment: shipment.number,
  deliveryNote: order.deliveryNoteNumber!,
  order: order.number,
  service: shipment.serviceName,
  recipient: order.shippingAddress!,
  lines: lines.map(({ sku, title, quantity }) => ({
    sku,
    title,
    quantity,
    weightG: (products.get(sku)?.weightG ?? 0) * quantity,
  })),
});

function handOverAct({ connections }: Work, company: Company, { shipment, carrier, data }: Loaded): Act {
  const config = connections.handOver(carrier);
  const format = config.transport === 'none' ? 'csv' : config.format;
  const transport = connections.transport(carrier, company);
  const transmission = async (): Promise<Transmission> => ({
    key: shipment.number,
    subject: `Versandauftrag ${shipment.number}`,
    orderNumber: data.order,
    file: await writeHandOver(format, data, {
      printPdf: () => connections.printer.print(handOverHtml(data, sellerOf(company))),
    }),
  });
  return {
    send: async () => transport!.send(await transmission()),
    verify: async (doubtSince) => transport!.verify(await transmission(), doubtSince),
  };
}
