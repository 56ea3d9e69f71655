import type { World } from '../world.ts';
import type { Account } from './accounts.ts';
import { sellsAt } from './accounts.ts';
import { ApiError, invalid } from './answers.ts';
import type { StoredOrder } from './amazon-order.ts';
import type { Query } from './query.ts';
import { sellersOrder } from './search-orders.ts';

const day = 86_400_000;
const action = 'productReviewAndSellerFeedback';

/** Amazon asks from 5 days after the earliest to 30 days after the latest delivery date, once. Pure. */
export function isOffered({ order }: StoredOrder, wasAsked: boolean, now: number): boolean {
  const { deliverByWindow: window, fulfillmentStatus: status } = order.fulfillment!;
  return (
    !wasAsked &&
    status === 'SHIPPED' &&
    now >= Date.parse(window.earliestDateTime) + 5 * day &&
    now <= Date.parse(window.latestDateTime) + 30 * day
  );
}

/** getSolicitationActionsForOrder: the action is offered or it is not. */
export function solicitationActions(world: World, account: Account, orderId: string, query: Query): object {
  const { stored, marketplaceId } = readOrder(world, account, orderId, query);
  const at = `/solicitations/v1/orders/${orderId}`;
  const href = `${at}/solicitations/${action}?marketplaceIds=${marketplaceId}`;
  const offered = isOffered(stored, wasAsked(world, orderId), world.marketplaceNow());
  return {
    _links: {
      self: { href: `${at}?marketplaceIds=${marketplaceId}` },
      actions: offered ? [{ href, name: action }] : [],
    },
    _embedded: { actions: offered ? [embedded(href, `${at}/solicitations/${action}/schema`)] : [] },
  };
}

const embedded = (self: string, schema: string): object => ({
  _links: { self: { href: self }, schema: { href: schema, name: action } },
  payload: { name: action },
});

/** createProductReviewAndSellerFeedbackSolicitation: 403 unless the action is offered. */
export function solicit(world: World, account: Account, orderId: string, query: Query): object {
  const { stored } = readOrder(world, account, orderId, query);
  const asked = wasAsked(world, orderId);
  if (asked) throw new ApiError(403, 'Unauthorized', 'You have already sent a solicitation for this order.');
  if (!isOffered(stored, asked, world.marketplaceNow()))
    throw new ApiError(403, 'Unauthorized', 'Solicitation is not allowed for this order at this time.');
  world.state.remembered(keyOf(orderId), () => new Date().toISOString());
  return {};
}

const keyOf = (orderId: string): string => `solicited:${orderId}`;

export const wasAsked = ({ state }: World, orderId: string): boolean =>
  state.get('select 1 from fact where key = ?', keyOf(orderId)) !== undefined;

function readOrder(world: World, account: Account, orderId: string, query: Query) {
  const marketplaceId = query.marketplaceIds!;
  if (!sellsAt(account, marketplaceId)) throw invalid(`The marketplace ${marketplaceId} is not the seller’s.`);
  const stored = sellersOrder(world, account, orderId);
  if (stored.order.salesChannel.marketplaceId !== marketplaceId)
    throw new ApiError(404, 'NotFound', `The order ${orderId} was not found.`);
  return { stored, marketplaceId };
}
