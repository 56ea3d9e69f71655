import { Channel } from '../channels/channel.entity.ts';
import { loadCompany, sellerOf } from '../company/seller.ts';
import { Customer } from '../customers/customer.entity.ts';
import type { Seller } from '../documents/document-data.ts';
import type { Address } from '../kernel/address.ts';
import { by, grouped, readOnly } from '../kernel/batch.ts';
import { businessDay } from '../kernel/business-day.ts';
import { newId } from '../kernel/id.ts';
import { takeNumbers } from '../kernel/take-numbers.ts';
import { transact, type Context, type Transaction } from '../kernel/transact.ts';
import { holdOrders } from '../orders/hold-orders.ts';
import { lockOrders } from '../orders/lock-orders.ts';
import { OrderLine, type Order } from '../orders/order.entity.ts';
import { Product } from '../products/product.entity.ts';
import { Shipment } from '../shipments/shipment.entity.ts';
import type { InvoiceIssued } from './invoice.events.ts';
import { Invoice } from './invoice.entity.ts';
import { splitVat } from './split-vat.ts';

/** Up to this gross an invoice needs no recipient (§ 33 UStDV). */
const smallAmountCents = 25_000;

interface Basis {
  order: Order;
  lines: OrderLine[];
  shipment: Shipment | undefined;
  customerNumber: string;
  channelName: string;
  paidByChannel: boolean;
  vatOf: (sku: string) => number;
}

/**
 * Issues the invoice of each shipped order (F29): exactly one per shipment set, numbers gapless because they are taken in
 * this transaction. Without a recipient only small amounts are invoiced, the rest is held.
 */
export function issueInvoices(ctx: Context, orderIds: string[]): Promise<void> {
  return transact(ctx, async (tx) => {
    const orders = await lockOrders(tx, orderIds, { station: 'shipped' });
    const nameless = orders.filter((order) => !order.shippingAddress && order.totalCents > smallAmountCents);
    await holdOrders(
      tx,
      nameless.map((order) => ({
        order,
        station: 'shipped',
        reasons: ['incomplete_address'],
        evidence: { addressDoubts: ['name_missing'] },
      })),
    );
    const ready = orders.filter((order) => !nameless.includes(order));
    if (!ready.length) return;
    const company = await loadCompany(tx);
    const bases = await loadBases(tx, ready);
    const day = businessDay(tx.now(), company.timeZone);
    const numbers = await takeNumbers(tx.em, `invoice-${day.slice(0, 4)}`, bases.length);
    for (const [index, basis] of bases.entries())
      issue(tx, basis, `RE-${day.slice(0, 4)}-${numbers[index]}`, day, sellerOf(company));
  });
}

async function loadBases(tx: Transaction, orders: Order[]): Promise<Basis[]> {
  const ids = orders.map((order) => order.id);
  const lines = await tx.em.find(OrderLine, { orderId: { $in: ids } }, { ...readOnly, orderBy: { position: 'asc' } });
  const products = by(
    await tx.em.find(Product, { sku: { $in: [...new Set(lines.map((line) => line.sku))] } }, readOnly),
    ({ sku }) => sku,
  );
  const shipments = by(
    await tx.em.find(Shipment, { orderId: { $in: ids }, state: 'shipped' }, readOnly),
    (shipment) => shipment.orderId,
  );
  const customers = by(
    await tx.em.find(Customer, { id: { $in: orders.flatMap((order) => order.customerId ?? []) } }, readOnly),
    ({ id }) => id,
  );
  const channels = by(
    await tx.em.find(Channel, { id: { $in: [...new Set(orders.map((order) => order.channelId))] } }, readOnly),
    ({ id }) => id,
  );
  const linesOf = grouped(lines, (line) => line.orderId);
  return orders.map((order) => ({
    order,
    lines: linesOf(order.id),
    shipment: shipments.get(order.id),
    customerNumber: order.customerId ? (customers.get(order.customerId)?.number ?? '') : '',
    channelName: channels.get(order.channelId)!.name,
    paidByChannel: channels.get(order.channelId)!.policy.paidByChannel,
    vatOf: (sku) => products.get(sku)?.vatPermille ?? 190,
  }));
}

function issue(tx: Transaction, basis: Basis, number: string, day: string, seller: Seller): void {
  const { order, shipment } = basis;
  const data = invoiceData(basis, number, day, seller);
  tx.em.create(Invoice, {
    id: newId(),
    number,
    orderId: order.id,
    shipmentId: shipment?.id ?? null,
    issuedAt: tx.now(),
    issuedOn: day,
    currency: order.currency,
    netCents: data.netCents,
    vatCents: data.vatCents,
    grossCents: data.grossCents,
    paidCents: 0,
    state: 'open',
    data,
  });
  Object.assign(order, { station: 'invoiced', invoiceNumber: number });
  tx.record({
    type: 'InvoiceIssued',
    orderId: order.id,
    invoice: number,
    grossCents: data.grossCents,
    currency: order.currency,
  } satisfies InvoiceIssued);
}

function invoiceData(
  { order, lines, shipment, customerNumber, channelName, paidByChannel, vatOf }: Basis,
  number: string,
  day: string,
  seller: Seller,
) {
  const split = splitVat(lines.map((line) => ({ ...basketLine(line), vatPermille: vatOf(line.sku) })));
  return {
    number,
    issuedOn: day,
    suppliedOn: businessDay(shipment?.confirmedAt ?? order.channelUpdatedAt, seller.timeZone),
    order: order.number,
    channelOrderId: order.channelOrderId,
    placedOn: businessDay(order.placedAt, seller.timeZone),
    customerNumber,
    seller,
    buyer: order.shippingAddress ?? unnamed(order, channelName),
    buyerVatId: order.buyerVatId ?? null,
    currency: order.currency,
    ...split,
    paidBy: paidByChannel ? channelName : null,
  };
}

const basketLine = ({ position, sku, title, quantity, totalCents, shippingCents }: OrderLine) => ({
  position,
  sku,
  title,
  quantity,
  grossCents: totalCents,
  shippingCents,
});

/** A recipient whom the marketplace does not name. */
const unnamed = (order: Order, channelName: string): Address => ({
  name: order.buyerName ?? `Kundin/Kunde über ${channelName}`,
  street: '',
  postcode: '',
  city: '',
  country: 'DE',
});
