import { hasStatus } from '../../kit/http-error.ts';
import { type Amazon, marketplaceOf, read } from './amazon-account.ts';
import { solicitationActions } from './solicitations.wire.ts';

const reviewAction = 'productReviewAndSellerFeedback';
/**
 * Lets Amazon ask the buyer, if it offers to (Solicitations v1: 5 days after the earliest to 30 days after the latest
 * delivery date, once). Amazon writes and translates the text. A second request is refused, so repeating is harmless.
 */
export async function askForReview(
  amazon: Amazon,
  { channelOrderId, marketplace }: { channelOrderId: string; marketplace: string | null },
): Promise<'asked' | 'not_offered'> {
  const path = `/solicitations/v1/orders/${encodeURIComponent(channelOrderId)}`;
  const query = { marketplaceIds: marketplaceOf(amazon, marketplace) };
  try {
    const answer = await amazon.call('getSolicitationActionsForOrder', { path, query });
    const { actions } = read(solicitationActions, answer, 'solicitation actions')._links;
    if (!actions?.some(({ name, href }) => name === reviewAction || href.includes(reviewAction))) return 'not_offered';
    await amazon.call('createProductReviewAndSellerFeedbackSolicitation', {
      method: 'POST',
      path: `${path}/solicitations/${reviewAction}`,
      query,
    });
    return 'asked';
  } catch (error) {
    // 403: asked before, or outside the window.
    if (hasStatus(error, 403, 404)) return 'not_offered';
    throw error;
  }
}
