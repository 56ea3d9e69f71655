import { minute } from '../settings.ts';
import type { World } from '../world.ts';
import type { Account } from './accounts.ts';
import { show, type AmazonOrder } from './amazon-order.ts';
import { ApiError, invalid } from './answers.ts';
import { findOrder, ordersAfter, type FoundOrder } from './order-store.ts';
import { instantOf, listOf, type Query } from './query.ts';

const tokenLifeMs = 24 * 60 * minute;
const keptMs = 2 * 365.25 * 24 * 60 * minute;
/** How many orders come once more when pages shift. */
const shiftedBy = 5;

interface Position {
  at: number;
  id: string;
}
interface Token extends Position {
  args: string;
  until: number;
  /** Makes the token of the same page another one. */
  turn: number;
}

/** searchOrders: what was created or has changed after an instant, in that sequence, page by page. */
export function searchOrders(world: World, account: Account, query: Query): object {
  const { faults } = world;
  refuseDataset(world, 'searchOrders', query);
  const asked = readSearch(world, query);
  const token = query.paginationToken === undefined ? undefined : readToken(query);
  const from: Position = token ?? { at: asked.after, id: '\uffff' };
  const isEmpty = faults.take('emptyPage');
  const rows = isEmpty ? [] : ordersAfter(world, { ...asked, sellerId: account.sellerId }, from, asked.size + 1);
  const page = rows.slice(0, asked.size);
  const orders: unknown[] = page.filter(asked.matches).map(({ stored }) => show(stored, asked.included));
  if (orders.length && faults.take('malformedOrder')) orders[0] = { ...(orders[0] as object), orderItems: 'none' };
  const next = isEmpty ? from : nextPosition(world, asked.size, rows, from);
  const turn = (token?.turn ?? 0) + 1;
  const until = Date.now() + world.real(tokenLifeMs);
  const nextToken =
    token && faults.take('repeatedToken')
      ? query.paginationToken
      : next && writeToken({ ...next, args: argsOf(query), until, turn });
  return {
    orders,
    ...(nextToken ? { pagination: { nextToken } } : {}),
    [asked.family === 'created' ? 'createdBefore' : 'lastUpdatedBefore']: new Date(asked.until).toISOString(),
  };
}

/** getOrder: another seller's order does not exist for this one. */
export function getOrder(world: World, account: Account, id: string, query: Query): object {
  refuseDataset(world, 'getOrder', query);
  return { order: show(sellersOrder(world, account, id), new Set(listOf(query.includedData))) };
}

/** An order of the seller; throws 400 for what is no order id and 404 for an order that is not the seller's. */
export function sellersOrder(world: World, { sellerId }: Account, id: string) {
  if (!/^\d{3}-\d{7}-\d{7}$/.test(id)) throw invalid(`${id} is not an order id.`);
  const stored = findOrder(world, id);
  if (stored?.sellerId !== sellerId) throw new ApiError(404, 'NotFound', `The order ${id} was not found.`);
  return stored;
}

/** Where the page after this one begins; undefined when there is none. */
function nextPosition({ faults }: World, size: number, rows: FoundOrder[], from: Position): Position | undefined {
  const last = rows[size - 1];
  if (rows.length && faults.take('duplicatedPage')) return from;
  if (rows.length <= size || !last) return undefined;
  return faults.take('shiftingPage') ? (rows[size - 1 - Math.min(shiftedBy, size - 1)] ?? last) : last;
}

/** A regional outage of one data set (selling-partner-api-models#5365). */
function refuseDataset({ faults }: World, operation: 'searchOrders' | 'getOrder', query: Query): void {
  const refused = String(faults.value('datasetRefused') ?? '');
  if (refused && listOf(query.includedData).includes(refused) && faults.take('datasetRefused', operation))
    throw invalid(`The includedData value ${refused} is invalid.`);
}

function readSearch(world: World, query: Query) {
  if ((query.createdAfter === undefined) === (query.lastUpdatedAfter === undefined))
    throw invalid('Exactly one of createdAfter and lastUpdatedAfter must be given.');
  const family = query.createdAfter === undefined ? 'lastUpdated' : 'created';
  const [end, otherEnd] =
    family === 'created'
      ? (['createdBefore', 'lastUpdatedBefore'] as const)
      : (['lastUpdatedBefore', 'createdBefore'] as const);
  if (query[otherEnd] !== undefined) throw invalid(`${otherEnd} cannot be combined with ${family}After.`);
  const after = instantOf(query[`${family}After`]!, `${family}After`);
  const visible = world.marketplaceNow() - world.real(2 * minute);
  const until = query[end] === undefined ? visible : instantOf(query[end], end);
  if (until > visible) throw invalid('The end of the period must be at least two minutes before now.');
  if (query[end] !== undefined && until < after) throw invalid(`${end} must not be before ${family}After.`);
  if (after < world.marketplaceNow() - keptMs) throw invalid('Orders are kept for two years only.');
  return {
    family,
    after,
    until,
    size: Number(query.maxResultsPerPage ?? 100),
    included: new Set(listOf(query.includedData)),
    matches: matcher(query),
  } as const;
}

function matcher(query: Query): (found: { stored: { order: AmazonOrder } }) => boolean {
  const marketplaces = listOf(query.marketplaceIds);
  const statuses = listOf(query.fulfillmentStatuses);
  const fulfilledBy = listOf(query.fulfilledBy);
  const isAmong = (list: string[], value: string): boolean => !list.length || list.includes(value);
  return ({ stored: { order } }) =>
    isAmong(marketplaces, order.salesChannel.marketplaceId) &&
    isAmong(statuses, order.fulfillment!.fulfillmentStatus) &&
    isAmong(fulfilledBy, order.fulfillment!.fulfilledBy);
}

/** The other arguments must be repeated with a token. */
const argsOf = ({ paginationToken: _, ...rest }: Query): string => JSON.stringify(Object.entries(rest).toSorted());

const writeToken = (token: Token): string => Buffer.from(JSON.stringify(token)).toString('base64url');

function readToken(query: Query): Token {
  try {
    const token = JSON.parse(Buffer.from(query.paginationToken!, 'base64url').toString()) as Token;
    if (token.args === argsOf(query) && token.until > Date.now()) return token;
  } catch {
    // Answered below, like every other bad token.
  }
  throw invalid('The paginationToken is invalid, expired, or was used with other arguments.');
}
