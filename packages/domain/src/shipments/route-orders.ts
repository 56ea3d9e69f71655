import { CarrierDecision } from '../carriers/carrier.entity.ts';
import type { CarrierChosen } from '../carriers/carrier.events.ts';
import { chooseCarrier, type DecisionRecord, type RoutingInput } from '../carriers/choose-carrier.ts';
import { loadMatrix, type Matrix } from '../carriers/load-matrix.ts';
import { packParcel, type Parcel } from '../carriers/parcel.ts';
import { Company } from '../company/company.entity.ts';
import { by, grouped, readOnly } from '../kernel/batch.ts';
import { businessDay } from '../kernel/business-day.ts';
import { newId } from '../kernel/id.ts';
import { takeSequence } from '../kernel/take-numbers.ts';
import { transact, type Context, type Transaction } from '../kernel/transact.ts';
import { holdOrders, type Hold } from '../orders/hold-orders.ts';
import { lockOrders } from '../orders/lock-orders.ts';
import { OrderLine, type Order } from '../orders/order.entity.ts';
import { Product } from '../products/product.entity.ts';
import { assignStock } from '../products/reserve-stock.ts';
import { Shipment } from './shipment.entity.ts';

/** Chooses the carrier of released orders, stores why, and plans the shipment (F16–F19); what fits nowhere is held. */
export function routeOrders(ctx: Context, orderIds: string[]): Promise<void> {
  return transact(ctx, async (tx) => {
    const orders = await lockOrders(tx, orderIds, { station: 'released' });
    if (!orders.length) return;
    const lines = await tx.em.find(OrderLine, { orderId: { $in: orders.map((order) => order.id) } }, readOnly);
    const skus = [...new Set(lines.map((line) => line.sku))];
    const products = by(await tx.em.find(Product, { sku: { $in: skus } }, readOnly), (product) => product.sku);
    const matrix = await loadMatrix(tx, skus);
    const { timeZone } = await tx.em.findOneOrFail(Company, 1);
    const linesOf = grouped(lines, (line) => line.orderId);
    const routing = new Routing(tx, matrix, timeZone);
    for (const order of orders) routing.decide(order, linesOf(order.id), products);
    await routing.write();
  });
}

interface Routed {
  order: Order;
  record: DecisionRecord;
}

/** Decides a batch one by one, since each shipment takes stock from the next. */
class Routing {
  readonly #tx: Transaction;
  readonly #matrix: Matrix;
  readonly #timeZone: string;
  readonly #routed: Routed[] = [];
  readonly #holds: Hold[] = [];

  constructor(tx: Transaction, matrix: Matrix, timeZone: string) {
    this.#tx = tx;
    this.#matrix = matrix;
    this.#timeZone = timeZone;
  }

  decide(order: Order, lines: OrderLine[], products: Map<string, Product>): void {
    const hold = (reason: Hold['reasons'][0], evidence: Record<string, unknown>): void =>
      void this.#holds.push({ order, station: 'released', reasons: [reason], evidence });
    if (order.cancelRequestedAt && !order.approvedReasons.includes('cancel_requested'))
      return hold('cancel_requested', { cancelRequestedAt: order.cancelRequestedAt });
    const parcel = packParcel(
      lines.map((line) => ({ ...sizeOf(products.get(line.sku)), sku: line.sku, quantity: line.quantity })),
    );
    if ('missing' in parcel) return hold('missing_product_data', { skus: parcel.missing });
    const record = chooseCarrier(this.#input(order, lines, parcel), this.#matrix.carriers);
    this.#keep(order, record);
    if (!record.chosen) return hold('no_carrier_fits', { parcel, candidates: record.candidates.map(failed) });
    this.#matrix.take(record.chosen.carrierId, record.input.demand);
    this.#routed.push({ order, record });
  }

  #input(order: Order, lines: OrderLine[], parcel: Parcel): RoutingInput {
    const demand: Record<string, number> = {};
    for (const { sku, quantity } of lines) demand[sku] = (demand[sku] ?? 0) + quantity;
    return {
      country: order.shippingAddress!.country,
      level: order.serviceLevel,
      parcel,
      demand,
      promisedOn: order.deliverBy ? businessDay(order.deliverBy, this.#timeZone) : null,
      today: businessDay(this.#tx.now(), this.#timeZone),
    };
  }

  #keep(order: Order, record: DecisionRecord): void {
    this.#tx.em.create(CarrierDecision, {
      id: newId(),
      orderId: order.id,
      decidedAt: this.#tx.now(),
      carrierId: record.chosen?.carrierId ?? null,
      serviceCode: record.chosen?.serviceCode ?? null,
      record,
    });
  }

  async write(): Promise<void> {
    const numbers = await takeSequence(this.#tx.em, 'shipment_number', this.#routed.length);
    for (const [index, routed] of this.#routed.entries()) this.#plan(routed, `S-${numbers[index]}`);
    await assignStock(
      this.#tx,
      this.#routed.map(({ order, record }) => ({ orderId: order.id, carrierId: record.chosen!.carrierId })),
    );
    await holdOrders(this.#tx, this.#holds);
  }

  #plan({ order, record }: Routed, number: string): void {
    const { carrierId, serviceCode } = record.chosen!;
    const carrier = this.#matrix.carriers.find(({ id }) => id === carrierId)!;
    const service = carrier.services.find(({ code }) => code === serviceCode)!;
    this.#tx.em.create(Shipment, {
      id: newId(),
      number,
      orderId: order.id,
      carrierId,
      serviceCode,
      serviceName: service.name,
      parcelService: service.parcelService,
      state: 'planned',
      createdAt: this.#tx.now(),
    });
    Object.assign(order, { station: 'routed', carrierId, carrierName: carrier.name });
    const { name } = carrier;
    this.#tx.record({
      type: 'CarrierChosen',
      orderId: order.id,
      carrier: name,
      service: service.name,
      shipment: number,
    } satisfies CarrierChosen);
  }
}

const sizeOf = (product: Product | undefined) => ({
  weightG: product?.weightG ?? null,
  lengthMm: product?.lengthMm ?? null,
  widthMm: product?.widthMm ?? null,
  heightMm: product?.heightMm ?? null,
});

const failed = ({ carrierCode, serviceCode, criteria }: DecisionRecord['candidates'][0]) => ({
  carrierCode,
  serviceCode,
  failed: criteria.filter((criterion) => !criterion.passed),
});
