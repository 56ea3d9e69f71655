import type { CancelReason } from '../gql/graphql.ts';

/** What the channel is told when an order that was held for these reasons is cancelled. */
export function cancelReasonOf(reasons: string[]): CancelReason {
  if (reasons.includes('cancel_requested')) return 'buyer_cancelled';
  if (reasons.includes('no_stock')) return 'no_stock';
  return reasons.includes('incomplete_address') ? 'address_undeliverable' : 'other';
}
