import type { World } from '../world.ts';
import type { Ledger, Movement } from './ledger.ts';
import { findOrder } from './order-store.ts';

/** What a settlement is about to pay, with the turns that faults give it. */
export function withTurns(world: World, ledger: Ledger, open: Movement[]): Movement[] {
  const { faults } = world;
  const sales = open.filter(({ transactionType }) => transactionType === 'Shipment');
  const claims = [
    ...(faults.take('settlementRefund') ? claimOne(world, ledger, sales, 'Refund') : []),
    ...(faults.take('settlementChargeback') ? claimOne(world, ledger, sales.toReversed(), 'Chargeback') : []),
  ];
  if (faults.take('settlementSplit'))
    for (const sale of sales) if (sale.rows.length > 1) ledger.divide(sale, Math.ceil(sale.rows.length / 2));
  return [...open, ...claims];
}

/** The first sale that still can be given back is. */
function claimOne(world: World, ledger: Ledger, sales: Movement[], kind: 'Refund' | 'Chargeback'): Movement[] {
  for (const { orderId } of sales) {
    const stored = orderId ? findOrder(world, orderId) : undefined;
    const claim = stored && ledger.claimBack(stored, kind);
    if (claim) return [claim];
  }
  return [];
}
