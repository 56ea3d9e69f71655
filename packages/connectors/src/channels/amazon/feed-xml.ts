import type { CancelReport, RefundReport } from '@kontor/domain/channels/sales-channel.port';
import { formatMinorUnits } from '@kontor/domain/kernel/money';
import { XMLBuilder } from 'fast-xml-parser';

/** Amazon's words for our reasons (OrderAcknowledgement.xsd and OrderAdjustment.xsd; not verified with a live account). */
const cancelReasons: Record<CancelReport['reason'], string> = {
  no_stock: 'NoInventory',
  buyer_cancelled: 'BuyerCanceled',
  address_undeliverable: 'ShippingAddressUndeliverable',
  other: 'GeneralAdjustment',
};
const refundReasons: Record<RefundReport['reason'], string> = {
  customer_return: 'CustomerReturn',
  not_delivered: 'Undeliverable',
  damaged: 'GeneralAdjustment',
  goodwill: 'GeneralAdjustment',
  other: 'Other',
};

const hasAmount = (line: RefundReport['lines'][number]): boolean => line.goodsCents !== 0 || line.shippingCents !== 0;

const builder = new XMLBuilder({ ignoreAttributes: false, format: true, suppressEmptyNode: true });

const envelope = (sellerId: string, type: string, message: object): string =>
  builder.build({
    '?xml': { '@_version': '1.0', '@_encoding': 'UTF-8' },
    AmazonEnvelope: {
      '@_xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
      '@_xsi:noNamespaceSchemaLocation': 'amzn-envelope.xsd',
      Header: { DocumentVersion: '1.01', MerchantIdentifier: sellerId },
      MessageType: type,
      Message: { MessageID: 1, [type]: message },
    },
  });

/** Cancels every line of an order (POST_ORDER_ACKNOWLEDGEMENT_DATA). */
export const cancelFeed = (sellerId: string, { channelOrderId, lines, reason }: CancelReport): string =>
  envelope(sellerId, 'OrderAcknowledgement', {
    AmazonOrderID: channelOrderId,
    StatusCode: 'Failure',
    Item: lines.map(({ channelLineId }) => ({
      AmazonOrderItemCode: channelLineId,
      CancelReason: cancelReasons[reason],
    })),
  });

/**
 * Gives money back per line (POST_PAYMENT_ADJUSTMENT_DATA); amounts are totals of the line, positive is the buyer's. Principal and
 * Shipping go gross, as European prices are (models#3004), so no Tax component is named (not verified with a live account).
 */
export function refundFeed(sellerId: string, refund: RefundReport): string {
  const { reference, channelOrderId, currency, reason, lines } = refund;
  const component = (Type: string, cents: number) =>
    cents ? [{ Type, Amount: { '@_currency': currency, '#text': formatMinorUnits(cents) } }] : [];
  return envelope(sellerId, 'OrderAdjustment', {
    AmazonOrderID: channelOrderId,
    AdjustedItem: lines.filter(hasAmount).map(({ channelLineId, goodsCents, shippingCents }) => ({
      AmazonOrderItemCode: channelLineId,
      MerchantAdjustmentItemID: reference,
      AdjustmentReason: refundReasons[reason],
      ItemPriceAdjustments: {
        Component: [...component('Principal', goodsCents), ...component('Shipping', shippingCents)],
      },
    })),
  });
}
