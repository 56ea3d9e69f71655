import { CarrierDecision } from '../carriers/carrier.entity.ts';
import { chooseCarrier } from '../carriers/choose-carrier.ts';
import type { DecisionRecord } from '../carriers/decision.ts';
import { loadMatrix, type StockedMatrix } from '../carriers/load-matrix.ts';
import { unmeasured } from '../carriers/parcel.ts';
import { Channel } from '../channels/channel.entity.ts';
import { Company } from '../company/company.entity.ts';
import { by, grouped, readOnly } from '../kernel/batch.ts';
import { newId } from '../kernel/id.ts';
import { transact, type Context, type Transaction } from '../kernel/transact.ts';
import { holdOrders, type Hold } from '../orders/hold-orders.ts';
import { lockOrders } from '../orders/lock-orders.ts';
import { OrderLine, type Order } from '../orders/order.entity.ts';
import { Product } from '../products/product.entity.ts';
import { planShipments } from './plan-shipments.ts';
import { itemsOf, routingInput } from './routing-input.ts';

/** Chooses the carrier of released orders, stores why, and plans the shipments (F16–F21); what fits nowhere is held. */
export function routeOrders(ctx: Context, orderIds: string[]): Promise<void> {
  return transact(ctx, async (tx) => {
    const orders = await lockOrders(tx, orderIds, { station: 'released' });
    if (!orders.length) return;
    const lines = await tx.em.find(
      OrderLine,
      { orderId: { $in: orders.map((order) => order.id) } },
      { ...readOnly, orderBy: { position: 'asc' } },
    );
    const skus = [...new Set(lines.map((line) => line.sku))];
    const products = by(await tx.em.find(Product, { sku: { $in: skus } }, readOnly), (product) => product.sku);
    const channelIds = [...new Set(orders.map((order) => order.channelId))];
    const channels = by(await tx.em.find(Channel, { id: { $in: channelIds } }, readOnly), ({ id }) => id);
    const { timeZone } = await tx.em.findOneOrFail(Company, 1);
    const routing = new Routing(tx, await loadMatrix(tx, skus), { products, channels, timeZone });
    const linesOf = grouped(lines, (line) => line.orderId);
    for (const order of orders) routing.decide(order, linesOf(order.id));
    await routing.write();
  });
}

interface Known {
  products: Map<string, Product>;
  channels: Map<string, Channel>;
  timeZone: string;
}

/** Decides a batch one by one, since each shipment takes stock from the next. */
class Routing {
  readonly #tx: Transaction;
  readonly #matrix: StockedMatrix;
  readonly #known: Known;
  readonly #routed: { order: Order; lines: OrderLine[]; record: DecisionRecord }[] = [];
  readonly #holds: Hold[] = [];

  constructor(tx: Transaction, matrix: StockedMatrix, known: Known) {
    this.#tx = tx;
    this.#matrix = matrix;
    this.#known = known;
  }

  decide(order: Order, lines: OrderLine[]): void {
    const hold = (reason: Hold['reasons'][0], evidence: Record<string, unknown>): void =>
      void this.#holds.push({ order, station: 'released', reasons: [reason], evidence });
    if (order.cancelRequestedAt && !order.approvedReasons.includes('cancel_requested'))
      return hold('cancel_requested', { cancelRequestedAt: order.cancelRequestedAt });
    const items = itemsOf(lines, this.#known.products);
    const missing = unmeasured(items);
    if (missing.length) return hold('missing_product_data', { skus: missing });
    const input = routingInput(order, items, {
      channel: this.#known.channels.get(order.channelId)!,
      now: this.#tx.now(),
      timeZone: this.#known.timeZone,
      resting: this.#matrix.resting,
      stock: this.#matrix.stockOf(items.map((item) => item.sku)),
    });
    const record = chooseCarrier(this.#matrix, input);
    this.#keep(order, record);
    if (!record.legs.length) return hold('no_carrier_fits', evidenceOf(record));
    for (const { carrierCode, demand } of record.legs) this.#matrix.take(carrierCode, demand);
    this.#routed.push({ order, lines, record });
  }

  #keep(order: Order, record: DecisionRecord): void {
    const [first] = record.legs;
    this.#tx.em.create(CarrierDecision, {
      id: newId(),
      orderId: order.id,
      decidedAt: this.#tx.now(),
      carrierId: first ? this.#matrix.carrierByCode.get(first.carrierCode)!.id : null,
      serviceCode: first?.serviceCode ?? null,
      record,
    });
  }

  async write(): Promise<void> {
    await planShipments(this.#tx, this.#matrix, this.#routed);
    await holdOrders(this.#tx, this.#holds);
  }
}

const evidenceOf = ({ candidates }: DecisionRecord): Record<string, unknown> => ({
  ...(candidates[0] ? { parcel: candidates[0].parcels[0] } : {}),
  candidates: candidates.map(({ carrierName, serviceName, criteria }) => ({
    carrier: carrierName,
    service: serviceName,
    failed: criteria.filter((criterion) => !criterion.passed).map(({ name }) => name),
  })),
});
