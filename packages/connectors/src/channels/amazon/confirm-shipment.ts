import type { ShipmentReport } from '@kontor/domain/channels/sales-channel.port';
import { ConnectorError } from '@kontor/domain/kernel/connector-error';
import { isSameTracking } from '@kontor/domain/channels/same-tracking';
import { hasStatus, type HttpError } from '../../kit/http-error.ts';
import { type Amazon, marketplaceOf } from './amazon-account.ts';
import { carrierOf } from './carrier-codes.ts';
import { fetchOrder } from './fetch-orders.ts';

/**
 * Tells Amazon that a package has left; the same packageReference edits it. A refusal is fine when Amazon has this very package
 * already (models#5037); one that it has under another number is a person's matter, as is one without a number: Amazon demands
 * one even for letters that need none (models#4329).
 */
export async function confirmShipment(amazon: Amazon, report: ShipmentReport): Promise<void> {
  if (!report.trackingNumber.trim()) throw refusal('Amazon takes no shipment without a tracking number');
  const marketplaceId = marketplaceOf(amazon, report.marketplace);
  try {
    await amazon.call('confirmShipment', {
      path: `/orders/v0/orders/${encodeURIComponent(report.channelOrderId)}/shipmentConfirmation`,
      body: { marketplaceId, packageDetail: packageDetail(report, marketplaceId) },
    });
  } catch (error) {
    if (!hasStatus(error, 400)) throw error;
    await compare(amazon, report, error);
  }
}

const refusal = (message: string, cause?: unknown): ConnectorError =>
  new ConnectorError(message, { retryable: false, cause });

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

/** After a refusal: does Amazon have the package? Throws what speaks against it. */
async function compare(amazon: Amazon, { channelOrderId, trackingNumber }: ShipmentReport, refused: HttpError) {
  const order = await fetchOrder(amazon, channelOrderId);
  if (order?.packages.some((item) => isSameTracking(item.trackingNumber, trackingNumber))) return;
  if (order?.status !== 'shipped') throw refused;
  const shown = order.packages.map((item) => item.trackingNumber ?? 'none').join(', ');
  throw refusal(`already shipped at Amazon with tracking number ${shown}, ours is ${trackingNumber}`, refused);
}
