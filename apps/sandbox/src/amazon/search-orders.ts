import { minute } from '../settings.ts';
import { takeFault, type World } from '../world.ts';
import { datasets, show, type AmazonOrder } from './amazon-order.ts';
import { ApiError, invalid } from './answers.ts';
import { findOrder, ordersAfter } from './order-store.ts';

const known = new Set([
  'createdAfter',
  'createdBefore',
  'lastUpdatedAfter',
  'lastUpdatedBefore',
  'fulfillmentStatuses',
  'marketplaceIds',
  'fulfilledBy',
  'maxResultsPerPage',
  'paginationToken',
  'includedData',
]);
const tokenLifeMs = 24 * 60 * minute;

type Query = Record<string, string | undefined>;

interface Position {
  at: number;
  id: string;
  args: string;
  until: number;
}

/** searchOrders: what has changed after an instant, oldest change first, page by page. */
export function searchOrders(world: World, query: Query): object {
  const asked = readQuery(world, query);
  const from = query.paginationToken ? readToken(world, query) : { at: asked.after, id: '\uffff' };
  const rows = ordersAfter(world, from, asked.until, asked.size + 1);
  const page = rows.slice(0, asked.size).filter(({ stored }) => asked.matches(stored.order));
  const orders: unknown[] = page.map(({ stored }) => show(stored, asked.included));
  if (orders.length && takeFault(world, 'malformedOrder')) orders[0] = { ...(orders[0] as object), orderItems: 'none' };
  const last = rows[asked.size - 1];
  const nextToken =
    rows.length > asked.size && last
      ? writeToken(world, {
          at: last.at,
          id: last.id,
          args: argsOf(query),
          until: Date.now() + world.real(tokenLifeMs),
        })
      : null;
  return {
    orders,
    ...(nextToken ? { pagination: { nextToken } } : {}),
    [asked.family === 'created' ? 'createdBefore' : 'lastUpdatedBefore']: new Date(asked.until).toISOString(),
  };
}

/** getOrder. */
export function getOrder(world: World, id: string, query: Query): object {
  for (const name of Object.keys(query))
    if (name !== 'includedData') throw invalid(`The parameter ${name} is not known.`);
  const stored = findOrder(world, id);
  if (!stored) throw new ApiError(404, 'NotFound', `The order ${id} was not found.`);
  return { order: show(stored, readDatasets(query.includedData)) };
}

function readQuery(world: World, query: Query) {
  for (const name of Object.keys(query)) if (!known.has(name)) throw invalid(`The parameter ${name} is not known.`);
  if (Boolean(query.createdAfter) === Boolean(query.lastUpdatedAfter))
    throw invalid('Exactly one of createdAfter and lastUpdatedAfter must be given.');
  const family = query.createdAfter ? 'created' : 'lastUpdated';
  const visible = Date.now() - world.real(2 * minute);
  const before = query[family === 'created' ? 'createdBefore' : 'lastUpdatedBefore'];
  const until = before ? readInstant(before) : visible;
  if (until > visible) throw invalid('The end of the period must be at least two minutes before now.');
  const size = Number(query.maxResultsPerPage ?? 100);
  if (!Number.isInteger(size) || size < 1 || size > 100) throw invalid('maxResultsPerPage must be between 1 and 100.');
  const marketplaces = query.marketplaceIds?.split(',') ?? [];
  if (marketplaces.length > 50) throw invalid('At most 50 marketplaceIds are allowed.');
  const statuses = query.fulfillmentStatuses?.split(',') ?? [];
  const after = readInstant((query.createdAfter ?? query.lastUpdatedAfter)!);
  return {
    family,
    until,
    size,
    // Orders are walked by their change; a search by creation looks at each.
    after: family === 'created' ? 0 : after,
    included: readDatasets(query.includedData),
    matches: (order: AmazonOrder): boolean =>
      (!marketplaces.length || marketplaces.includes(order.salesChannel.marketplaceId)) &&
      (!statuses.length || statuses.includes(order.fulfillment!.fulfillmentStatus)) &&
      (!query.fulfilledBy || query.fulfilledBy.split(',').includes(order.fulfillment!.fulfilledBy)) &&
      (family !== 'created' || Date.parse(order.createdTime) > after),
  };
}

function readInstant(text: string): number {
  const at = /^\d{4}-\d\d-\d\dT/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(at)) throw invalid(`${text} is not an ISO 8601 date-time.`);
  return at;
}

function readDatasets(text: string | undefined): Set<string> {
  const wanted = text ? text.split(',') : [];
  for (const name of wanted) if (!datasets.includes(name)) throw invalid(`${name} is not a value of includedData.`);
  return new Set(wanted);
}

/** The other arguments must be repeated with a token. */
const argsOf = ({ paginationToken: _, ...rest }: Query): string => JSON.stringify(Object.entries(rest).toSorted());

const writeToken = (_world: World, position: Position): string =>
  Buffer.from(JSON.stringify(position)).toString('base64url');

function readToken(_world: World, query: Query): Position {
  try {
    const position = JSON.parse(Buffer.from(query.paginationToken!, 'base64url').toString()) as Position;
    if (position.args === argsOf(query) && position.until > Date.now()) return position;
  } catch {
    // Answered below, like every other bad token.
  }
  throw invalid('The paginationToken is invalid, expired, or was used with other arguments.');
}
