import { Carrier } from '../carriers/carrier.entity.ts';
import { Channel } from '../channels/channel.entity.ts';
import type { Company } from '../company/company.entity.ts';
import { Customer } from '../customers/customer.entity.ts';
import { by, grouped, readOnly } from '../kernel/batch.ts';
import type { Transaction } from '../kernel/transact.ts';
import { OrderLine, type Order } from '../orders/order.entity.ts';
import { Product } from '../products/product.entity.ts';
import { Shipment } from '../shipments/shipment.entity.ts';
import { normalVatId, vatIdCountry, type VatIdState } from '../vat/vat-id.ts';
import { VatIdCheck } from '../vat/vat-id-check.entity.ts';
import type { ProductVat } from '../vat/vat-rates.ts';

/** Everything an invoice is made of. */
export interface Basis {
  order: Order;
  lines: OrderLine[];
  shipment: Shipment | undefined;
  customerNumber: string;
  channel: Channel;
  shipsFrom: string;
  buyerVatId: { value: string; state: VatIdState } | null;
  vatOf(sku: string): ProductVat;
}

/** An answer of VIES is taken for a supply within a week. */
const freshForMs = 7 * 86_400_000;

/** Loads what the invoices of these orders are made of; one query per kind. */
export async function loadBases(tx: Transaction, orders: Order[], company: Company): Promise<Basis[]> {
  const ids = orders.map((order) => order.id);
  const linesOf = grouped(
    await tx.em.find(OrderLine, { orderId: { $in: ids } }, { ...readOnly, orderBy: { position: 'asc' } }),
    (line) => line.orderId,
  );
  const skus = new Set(ids.flatMap((id) => linesOf(id).map((line) => line.sku)));
  const products = by(await tx.em.find(Product, { sku: { $in: [...skus] } }, readOnly), ({ sku }) => sku);
  const shipments = by(
    await tx.em.find(Shipment, { orderId: { $in: ids }, state: 'shipped' }, readOnly),
    (shipment) => shipment.orderId,
  );
  const carriers = await byId(
    tx,
    Carrier,
    [...shipments.values()].map((shipment) => shipment.carrierId),
  );
  const customers = await byId(
    tx,
    Customer,
    orders.flatMap((order) => order.customerId ?? []),
  );
  const channels = await byId(
    tx,
    Channel,
    orders.map((order) => order.channelId),
  );
  const stateOf = await vatIdStates(tx, orders);
  return orders.map((order) => {
    const channel = channels.get(order.channelId)!;
    const shipment = shipments.get(order.id);
    const marketplace = order.fulfilledBy === 'marketplace' ? channel.policy.marketplaceShipsFrom : null;
    return {
      order,
      lines: linesOf(order.id),
      shipment,
      customerNumber: order.customerId ? (customers.get(order.customerId)?.number ?? '') : '',
      channel,
      shipsFrom: marketplace ?? (shipment && carriers.get(shipment.carrierId)?.country) ?? company.country,
      buyerVatId: order.buyerVatId ? { value: normalVatId(order.buyerVatId), state: stateOf(order) } : null,
      vatOf: (sku) => {
        const product = products.get(sku);
        return { vatClass: product?.vatClass ?? 'standard', vatAbroad: product?.vatAbroad ?? {} };
      },
    };
  });
}

async function byId<E extends { id: string }>(
  tx: Transaction,
  entity: new () => E,
  ids: string[],
): Promise<Map<string, E>> {
  const wanted = [...new Set(ids)];
  if (!wanted.length) return new Map();
  return by((await tx.em.find(entity, { id: { $in: wanted } } as never, readOnly as never)) as E[], ({ id }) => id);
}

/** What is known of the buyers' VAT ids: newest answer of VIES, or a person's word. */
async function vatIdStates(tx: Transaction, orders: Order[]): Promise<(order: Order) => VatIdState> {
  const numbers = new Set(orders.flatMap((order) => (order.buyerVatId ? [normalVatId(order.buyerVatId)] : [])));
  const checks = numbers.size
    ? by(await tx.em.find(VatIdCheck, { vatId: { $in: [...numbers] } }, readOnly), ({ vatId }) => vatId)
    : new Map<string, VatIdCheck>();
  const isFresh = ({ checkedAt }: VatIdCheck): boolean =>
    Boolean(checkedAt && tx.now().getTime() - checkedAt.getTime() < freshForMs);
  return ({ buyerVatId, approvedReasons }) => {
    const vatId = normalVatId(buyerVatId ?? '');
    if (!vatIdCountry(vatId)) return 'malformed';
    const check = checks.get(vatId);
    if (check && check.state !== 'unchecked' && isFresh(check)) return check.state;
    return approvedReasons.includes('vat_id_unchecked') ? 'approved' : 'unchecked';
  };
}
