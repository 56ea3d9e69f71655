import type { SettlementStatement, StatementRow } from '@kontor/domain/channels/settlement-statement';
import { importOrders } from '@kontor/domain/orders/import-orders';
import { archiveSettlement } from '@kontor/domain/settlements/archive-settlement';
import { takeSettlement } from '@kontor/domain/settlements/take-settlement';
import { anIncomingOrder } from '@kontor/domain/testing';
import type { TestWorld } from '../testing.ts';

let reports = 0;

/** A row of a settlement; overwrite what a test is about. */
export const aRow = (row: Partial<StatementRow>, lineNo = 1): StatementRow => ({
  lineNo,
  transactionType: 'Order',
  orderId: null,
  merchantOrderId: null,
  adjustmentId: null,
  shipmentId: null,
  amountType: 'ItemPrice',
  amountDescription: 'Principal',
  amountCents: 0,
  postedAt: null,
  sku: null,
  quantity: null,
  ...row,
});

/** Takes a settlement of these rows and runs what follows; gives its id. */
export async function settle(
  world: TestWorld,
  rows: Partial<StatementRow>[],
  o: Partial<SettlementStatement> & { bytes?: string } = {},
): Promise<string> {
  reports += 1;
  const reportId = `R${reports}`;
  const { channelId } = world;
  await archiveSettlement(world.ctx(), { channelId, reportId, bytes: Buffer.from(o.bytes ?? reportId) });
  const [{ id }] = (await world.rows<{ id: string }>('select id from settlement where report_id = ?', [reportId])) as [
    { id: string },
  ];
  const full = rows.map((row, index) => aRow(row, index + 1));
  await takeSettlement(world.ctx(), id, {
    settlementId: `X${reports}`,
    startsAt: null,
    endsAt: null,
    depositAt: null,
    currency: 'EUR',
    totalCents: full.reduce((sum, row) => sum + row.amountCents, 0),
    ...o,
    rows: full,
  });
  await world.settle();
  return id;
}

/** An order of 39.86 EUR that the marketplace has shipped; invoiced as soon as the lanes run. */
export async function sold(world: TestWorld): Promise<string> {
  const order = anIncomingOrder({ status: 'shipped', fulfilledBy: 'marketplace' });
  await importOrders(world.ctx(), { channelId: world.channelId, orders: [order], unreadable: [], cursor: null });
  return order.channelOrderId;
}
