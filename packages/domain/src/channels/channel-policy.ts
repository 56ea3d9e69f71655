import type { ChannelPolicy } from './channel.entity.ts';

/**
 * What a channel may do unless its setup says otherwise (F38). Amazon forbids order and shipping confirmations to its buyers,
 * wants business invoices uploaded, takes an order in several packages (confirmShipment with order items) and asks for reviews itself (Communication Guidelines G1701; Solicitations API v1).
 */
export const defaultPolicy = (kind: string): ChannelPolicy => {
  const isAmazon = kind === 'amazon';
  return {
    paidByChannel: true,
    invoiceMarketplaceFulfilled: true,
    // Amazon collects the VAT of these countries (Marketplace VAT Collection; CH since 2025).
    taxedByMarketplace: isAmazon ? ['GB', 'CH'] : [],
    marketplaceShipsFrom: null,
    mails: { received: !isAmazon, shipped: !isAmazon, invoice: !isAmazon },
    invoiceUpload: isAmazon ? 'all' : 'none',
    reviewRequest: isAmazon ? 'channel' : 'none',
    splitShipments: isAmazon,
    personalDataWithinHours: 24,
    warnBeforeShipByHours: 6,
  };
};
