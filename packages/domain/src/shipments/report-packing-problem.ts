import { Rejection } from '../kernel/rejection.ts';
import { transact, type Context } from '../kernel/transact.ts';
import { openTickets } from '../tickets/open-tickets.ts';
import { packingCause } from './confirm-shipments.ts';
import { lockShipments } from './lock-shipments.ts';
import type { PackingProblemReported } from './shipment.events.ts';
import type { PackingProblem, Shipment } from './shipment.entity.ts';

export interface ReportPackingProblem {
  shipmentId: string;
  problem: PackingProblem;
  /** The SKU it is about, where it is about one. */
  sku?: string | null;
  note?: string | null;
}

/** The own warehouse cannot pack a shipment (F22): one ticket, which closes itself when it is packed. Throws Rejection. */
export function reportPackingProblem(ctx: Context, input: ReportPackingProblem): Promise<Shipment> {
  return transact(ctx, async (tx) => {
    const { shipments } = await lockShipments(tx, { id: input.shipmentId });
    const [shipment] = shipments;
    if (!shipment) throw new Rejection('shipment_not_found');
    if (shipment.state !== 'packing') throw new Rejection('shipment_not_packing', { state: shipment.state });
    const { problem, sku = null, note } = input;
    shipment.problem = problem;
    await openTickets(tx, [
      {
        kind: 'packing',
        reason: `packing_${problem}`,
        cause: packingCause(shipment),
        evidence: { shipment: shipment.number, sku, note: note?.trim() || null, reportedBy: tx.actor },
        orderId: shipment.orderId,
        shipmentNumber: shipment.number,
      },
    ]);
    tx.record({
      type: 'PackingProblemReported',
      orderId: shipment.orderId,
      shipment: shipment.number,
      problem,
    } satisfies PackingProblemReported);
    return shipment;
  });
}
