import { minute } from '../settings.ts';
import type { World } from '../world.ts';
import { sellsAt, type Account } from './accounts.ts';
import { invalid } from './answers.ts';
import { totalOf, type Ledger, type MoneyRow, type Movement } from './ledger.ts';
import { findOrder } from './order-store.ts';
import { instantOf, type Query } from './query.ts';

const filters = ['ORDER_ID', 'FINANCIAL_EVENT_GROUP_ID'];
const statuses = ['DEFERRED', 'RELEASED', 'DEFERRED_RELEASED'];
const longestMs = 180 * 86_400_000;
const pageSize = 50;

interface Position {
  at: number;
  id: string;
  /** The end of the period as the first page saw it. */
  until: number;
  args: string;
  /** Every third page comes empty. */
  page: number;
}

/** A sale is held back until a settlement pays it; what the seller owes counts at once. */
export const statusOf = ({ transactionType, settlementId }: Movement): string => {
  if (transactionType !== 'Shipment') return 'RELEASED';
  return settlementId ? 'DEFERRED_RELEASED' : 'DEFERRED';
};

const groupIdOf = (settlementId: string): string =>
  Buffer.from(`financial-event-group-${settlementId}`).toString('base64url');

/** listTransactions: the movements of a period, or of one order or settlement, oldest first. */
export function listTransactions(world: World, ledger: Ledger, account: Account, query: Query): object {
  const asked = readQuery(world, account, query);
  const { position } = asked;
  if (position.page % 3 === 2)
    return { payload: { transactions: [], nextToken: write({ ...position, page: position.page + 1 }) } };
  const rows = asked.isTooLong ? [] : asked.read(ledger);
  const page = rows.slice(0, pageSize).filter(asked.matches);
  const last = rows[pageSize - 1];
  const more = rows.length > pageSize && last;
  return {
    payload: {
      transactions: page.map((movement) => toTransaction(world, movement)),
      ...(more
        ? {
            nextToken: write({
              ...position,
              at: Date.parse(last.postedAt),
              id: last.id,
              page: position.page + 1,
            }),
          }
        : {}),
    },
  };
}

function readQuery(world: World, account: Account, query: Query) {
  const { relatedIdentifierName: name, relatedIdentifierValue: value, transactionStatus: status } = query;
  if (Boolean(name) !== Boolean(value))
    throw invalid('relatedIdentifierName and relatedIdentifierValue must be given together.');
  if (name && !filters.includes(name)) throw invalid(`${name} cannot be used as a filter.`);
  if (!query.postedAfter && !name) throw invalid('Start date cannot be null');
  if (status && !statuses.includes(status)) throw invalid(`${status} is not a transactionStatus.`);
  if (query.marketplaceId && !sellsAt(account, query.marketplaceId))
    throw invalid(`The marketplace ${query.marketplaceId} is not the seller’s.`);
  const newest = world.marketplaceNow() - world.real(2 * minute);
  const after = query.postedAfter ? instantOf(query.postedAfter, 'postedAfter') : 0;
  const before = query.postedBefore ? instantOf(query.postedBefore, 'postedBefore') : newest;
  if (query.postedAfter && after > newest) throw invalid('postedAfter must be more than two minutes before now.');
  if (query.postedBefore && before > newest) throw invalid('postedBefore must be more than two minutes before now.');
  if (query.postedBefore && before <= after) throw invalid('postedBefore must be later than postedAfter.');
  const args = JSON.stringify(
    Object.entries(query)
      .filter(([key]) => key !== 'nextToken')
      .toSorted(),
  );
  const position = query.nextToken ? readToken(query.nextToken, args) : { at: 0, id: '', until: before, args, page: 0 };
  return {
    isTooLong: Boolean(query.postedAfter) && before - after > longestMs,
    position,
    read: (ledger: Ledger): Movement[] =>
      name === 'ORDER_ID'
        ? ledger.ofOrder(value!).filter(({ sellerId, postedAt }) => {
            const at = Date.parse(postedAt);
            return sellerId === account.sellerId && at >= after && at < position.until;
          })
        : ledger.posted(account.sellerId, after, position.until, position, pageSize + 1),
    matches: (movement: Movement): boolean =>
      (!query.marketplaceId || movement.marketplaceId === query.marketplaceId) &&
      (!status || statusOf(movement) === status) &&
      (name !== 'ORDER_ID' || movement.orderId === value) &&
      (name !== 'FINANCIAL_EVENT_GROUP_ID' ||
        (movement.settlementId !== undefined && groupIdOf(movement.settlementId) === value)),
  };
}

const write = (position: Position): string => Buffer.from(JSON.stringify(position)).toString('base64url');

function readToken(token: string, args: string): Position {
  try {
    const position = JSON.parse(Buffer.from(token, 'base64url').toString()) as Position;
    if (position.args === args) return position;
  } catch {
    // Answered below, like every other bad token.
  }
  throw invalid('The nextToken is invalid or was used with other arguments.');
}

const money = (cents: number): object => ({ currencyCode: 'EUR', currencyAmount: cents / 100 });

function toTransaction(world: World, movement: Movement): object {
  const { sellerId, marketplaceId, orderId, shipmentId, adjustmentId, settlementId } = movement;
  const related = [
    ['ORDER_ID', orderId],
    ['SHIPMENT_ID', shipmentId],
    ['REFUND_ID', adjustmentId],
    ['FINANCIAL_EVENT_GROUP_ID', settlementId && groupIdOf(settlementId)],
    ['SETTLEMENT_ID', settlementId],
  ].filter(([, value]) => value);
  const items = Map.groupBy(
    movement.rows.filter((row) => row.orderItemId),
    (row) => row.orderItemId!,
  );
  const order = orderId ? findOrder(world, orderId)?.order : undefined;
  return {
    sellingPartnerMetadata: { sellingPartnerId: sellerId, accountType: 'Standard Orders', marketplaceId },
    relatedIdentifiers: related.map(([name, value]) => ({
      relatedIdentifierName: name,
      relatedIdentifierValue: value,
    })),
    transactionType: movement.transactionType,
    transactionId: movement.id,
    transactionStatus: statusOf(movement),
    description: movement.description,
    postedDate: movement.postedAt,
    totalAmount: money(totalOf(movement.rows)),
    marketplaceDetails: { marketplaceId, marketplaceName: order?.salesChannel.marketplaceName ?? 'Amazon.de' },
    items: [...items].map(([code, rows]) => {
      const item = order?.orderItems.find((known) => known.orderItemId === code);
      return {
        description: item?.product.title ?? '',
        totalAmount: money(totalOf(rows)),
        breakdowns: breakdowns(rows),
        contexts: [
          {
            contextType: 'ProductContext',
            asin: item?.product.asin,
            sku: rows[0]!.sku,
            ...(rows[0]!.quantity ? { quantityShipped: rows[0]!.quantity } : {}),
            fulfillmentNetwork: movement.fulfillment,
          },
        ],
      };
    }),
    breakdowns: breakdowns(movement.rows),
  };
}

const groups: Record<string, string> = { ItemPrice: 'Sales', Promotion: 'Promotions', ItemFees: 'Expenses' };

function breakdowns(rows: MoneyRow[]): object[] {
  const byGroup = Map.groupBy(rows, ({ type }) => groups[type] ?? 'Other');
  return [...byGroup].map(([breakdownType, of]) => ({
    breakdownType,
    breakdownAmount: money(totalOf(of)),
    breakdowns: of.map(({ description, cents }) => ({
      breakdownType: description,
      breakdownAmount: money(cents),
    })),
  }));
}
