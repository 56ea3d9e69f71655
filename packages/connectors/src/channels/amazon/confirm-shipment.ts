import type { ShipmentReport } from '@kontor/domain/channels/sales-channel.port';
import { hasStatus } from '../../kit/http-error.ts';
import { type Amazon, marketplaceOf } from './amazon-account.ts';
import { carrierOf } from './carrier-codes.ts';
import { fetchOrder } from './fetch-orders.ts';

/** Tells Amazon that a package has left; the same packageReference edits it. A refusal is fine when Amazon has it already. */
export async function confirmShipment(amazon: Amazon, report: ShipmentReport): Promise<void> {
  const marketplaceId = marketplaceOf(amazon, report.marketplace);
  try {
    await amazon.call('confirmShipment', {
      path: `/orders/v0/orders/${encodeURIComponent(report.channelOrderId)}/shipmentConfirmation`,
      body: { marketplaceId, packageDetail: packageDetail(report, marketplaceId) },
    });
  } catch (error) {
    if (!hasStatus(error, 400) || !(await isShipped(amazon, report))) throw error;
  }
}

function packageDetail(report: ShipmentReport, marketplaceId: string): object {
  return {
    // A number here is answered with 400 since January 2026 (selling-partner-api-models#5094).
    packageReferenceId: String(report.packageReference),
    ...carrierOf(report.parcelService, report.serviceLevel, marketplaceId),
    trackingNumber: report.trackingNumber,
    shipDate: report.shippedAt.toISOString(),
    orderItems: report.lines.map((line) => ({ orderItemId: line.channelLineId, quantity: line.quantity })),
  };
}

/** After a refusal: does Amazon have the package, or the whole order as shipped already? */
async function isShipped(amazon: Amazon, report: ShipmentReport): Promise<boolean> {
  const order = await fetchOrder(amazon, report.channelOrderId);
  if (order?.packages.some((item) => item.trackingNumber === report.trackingNumber)) return true;
  if (order?.status !== 'shipped') return false;
  amazon.log.warn({ channelOrderId: report.channelOrderId }, 'already shipped at Amazon under another tracking number');
  return true;
}
