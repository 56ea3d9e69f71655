import type { ChannelPolicy } from './channel.entity.ts';

/** What somebody who changes a policy has to know before it holds; translated in the cockpit. */
export const policyConsequences = [
  'mails_forbidden',
  'invoice_twice',
  'invoice_not_delivered',
  'business_without_upload',
  'private_without_upload',
  'review_not_requested',
  'marketplace_fulfilled_without_invoice',
  'invoice_says_open',
] as const;
export type PolicyConsequence = (typeof policyConsequences)[number];

/**
 * What follows from a policy on a kind of channel (F38). Amazon sends order and shipping confirmations itself and forbids them
 * to its merchants; an invoice may be sent (Communication Guidelines G1701). Pure.
 */
export function consequencesOf(kind: string, policy: ChannelPolicy): PolicyConsequence[] {
  const { mails, invoiceUpload } = policy;
  const isAmazon = kind === 'amazon';
  const found: Record<PolicyConsequence, boolean> = {
    mails_forbidden: isAmazon && (mails.received || mails.shipped),
    invoice_twice: mails.invoice && invoiceUpload !== 'none',
    invoice_not_delivered: !mails.invoice && invoiceUpload === 'none',
    business_without_upload: isAmazon && invoiceUpload === 'none',
    private_without_upload: isAmazon && invoiceUpload === 'business' && !mails.invoice,
    review_not_requested: isAmazon && policy.reviewRequest === 'none',
    marketplace_fulfilled_without_invoice: isAmazon && !policy.invoiceMarketplaceFulfilled,
    invoice_says_open: !policy.paidByChannel,
  };
  return policyConsequences.filter((consequence) => found[consequence]);
}
