import type { CarrierChosen } from '../carriers/carrier.events.ts';
import type { DecisionRecord, Leg } from '../carriers/decision.ts';
import type { StockedMatrix } from '../carriers/load-matrix.ts';
import { newId } from '../kernel/id.ts';
import { takeSequence } from '../kernel/take-numbers.ts';
import type { Transaction } from '../kernel/transact.ts';
import type { Order, OrderLine } from '../orders/order.entity.ts';
import { assignStock } from '../products/reserve-stock.ts';
import { takePartNotes } from './part-notes.ts';
import { Shipment, type ShipmentLine } from './shipment.entity.ts';

interface Decided {
  order: Order;
  lines: OrderLine[];
  record: DecisionRecord;
}

interface Planned {
  id: string;
  order: Order;
  leg: Leg;
  lines: ShipmentLine[] | null;
}

/** Plans a shipment per chosen carrier, binds the stock to it and moves the orders on. */
export async function planShipments(tx: Transaction, matrix: StockedMatrix, decided: Decided[]): Promise<void> {
  const legs: Planned[] = decided.flatMap((one) =>
    divide(one).map((part) => ({ ...part, order: one.order, id: newId() })),
  );
  const numbers = await takeSequence(tx.em, 'shipment_number', legs.length);
  const split = decided.filter(({ record }) => record.legs.length > 1);
  const notes = await takePartNotes(
    tx,
    split.map(({ order, record }) => ({ order, count: record.legs.length })),
  );
  for (const [index, leg] of legs.entries()) {
    const deliveryNoteNumber = notes.get(leg.order.id)?.shift() ?? leg.order.deliveryNoteNumber ?? null;
    plan(tx, matrix, leg, { number: `S-${numbers[index]}`, deliveryNoteNumber });
  }
  for (const { order, record } of decided) move(order, record, matrix);
  await assignStock(
    tx,
    legs.map(({ order, leg, id }) => ({
      orderId: order.id,
      shipmentId: id,
      carrierId: matrix.carrierByCode.get(leg.carrierCode)!.id,
      demand: leg.demand,
    })),
  );
}

function plan(
  tx: Transaction,
  matrix: StockedMatrix,
  { id, order, leg, lines }: Planned,
  { number, deliveryNoteNumber }: Pick<Shipment, 'number' | 'deliveryNoteNumber'>,
): void {
  const { carrierCode, serviceCode, serviceName } = leg;
  const carrier = matrix.carrierByCode.get(carrierCode)!;
  const service = matrix.terms.services.find((one) => one.carrier === carrierCode && one.code === serviceCode)!;
  tx.em.create(Shipment, {
    id,
    number,
    orderId: order.id,
    carrierId: carrier.id,
    serviceCode,
    serviceName,
    parcelService: service.parcelService,
    lines,
    deliveryNoteNumber,
    state: 'planned',
    createdAt: tx.now(),
  });
  tx.record({
    type: 'CarrierChosen',
    orderId: order.id,
    carrier: carrier.name,
    service: serviceName,
    shipment: number,
  } satisfies CarrierChosen);
}

function move(order: Order, { legs }: DecisionRecord, { carrierByCode }: StockedMatrix): void {
  const carriers = legs.map((leg) => carrierByCode.get(leg.carrierCode)!);
  const carrierName = carriers.map((carrier) => carrier.name).join(' + ');
  Object.assign(order, { station: 'routed', carrierId: carriers[0]!.id, carrierName });
}

/** Which lines each shipment carries; null: all of them. */
function divide({ lines, record }: Decided): { leg: Leg; lines: ShipmentLine[] | null }[] {
  if (record.legs.length === 1) return [{ leg: record.legs[0]!, lines: null }];
  const open = new Map(lines.map((line) => [line.id, line.quantity]));
  return record.legs.map((leg) => ({ leg, lines: takeLines(lines, open, { ...leg.demand }) }));
}

function takeLines(lines: OrderLine[], open: Map<string, number>, demand: Record<string, number>): ShipmentLine[] {
  return lines.flatMap(({ id, sku }) => {
    const quantity = Math.min(open.get(id)!, demand[sku] ?? 0);
    demand[sku] = (demand[sku] ?? 0) - quantity;
    open.set(id, open.get(id)! - quantity);
    return quantity ? [{ lineId: id, quantity }] : [];
  });
}
