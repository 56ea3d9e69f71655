import type { LocationQuery } from 'vue-router';
import type { OrderFilter, OrderSort, StageCountsQuery, Station } from '../gql/graphql.ts';
import type { OrderRow } from '../live/documents.ts';

type StationCount = StageCountsQuery['stationCounts'][number];

const RUNNING: Station[] = ['received', 'held', 'released', 'routed', 'transmitted', 'shipped', 'invoiced'];

/** The tabs above the list; `stations` also says which counts they add up. */
export const STAGES = {
  running: RUNNING,
  new: ['received', 'released', 'routed'],
  manual: ['held'],
  carrier: ['transmitted'],
  overdue: null,
  noInvoice: ['shipped'],
  unpaid: ['invoiced'],
  done: ['paid', 'closed'],
  cancelled: ['cancelled'],
  all: null,
} satisfies Record<string, Station[] | null>;
export type Stage = keyof typeof STAGES;

export const SORTS: readonly OrderSort[] = ['newest', 'oldest', 'shipBy', 'amount'];
/** The server counts orders that are over no further. */
const COUNTED_UP_TO = 10_000;

/** What the URL says about the list. */
export interface ListState {
  stage: Stage;
  search: string;
  channelId?: string;
  carrierId?: string;
  overdue: boolean;
  ticketOpen: boolean;
  /** Days (YYYY-MM-DD), both included. */
  from?: string;
  until?: string;
  sort: OrderSort;
  peek?: string;
}

const day = (value: unknown) => (/^\d{4}-\d\d-\d\d$/.test(String(value)) ? String(value) : undefined);
const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);

export function listStateOf(query: LocationQuery): ListState {
  const stage = text(query.stage);
  return {
    stage: stage && stage in STAGES ? (stage as Stage) : 'running',
    search: text(query.q) ?? '',
    channelId: text(query.channel),
    carrierId: text(query.carrier),
    overdue: query.overdue === '1',
    ticketOpen: query.ticket === '1',
    from: day(query.from),
    until: day(query.until),
    sort: SORTS.find((sort) => sort === query.sort) ?? 'newest',
    peek: text(query.peek),
  };
}

/** Query string of a list state; what is at its default does not appear. */
export function queryOf(state: ListState): Record<string, string> {
  const entries = {
    stage: state.stage === 'running' ? undefined : state.stage,
    q: state.search || undefined,
    channel: state.channelId,
    carrier: state.carrierId,
    overdue: state.overdue ? '1' : undefined,
    ticket: state.ticketOpen ? '1' : undefined,
    from: state.from,
    until: state.until,
    sort: state.sort === 'newest' ? undefined : state.sort,
    peek: state.peek,
  };
  return Object.fromEntries(Object.entries(entries).filter((entry): entry is [string, string] => !!entry[1]));
}

export function filterOf(state: ListState): OrderFilter {
  const stations = STAGES[state.stage];
  return {
    ...(state.stage === 'running' ? { running: true } : stations ? { stations } : {}),
    ...(state.overdue || state.stage === 'overdue' ? { overdue: true } : {}),
    ...(state.ticketOpen ? { ticketOpen: true } : {}),
    ...(state.search.trim() ? { search: state.search.trim() } : {}),
    ...(state.channelId ? { channelId: state.channelId } : {}),
    ...(state.carrierId ? { carrierId: state.carrierId } : {}),
    ...(state.from ? { placedFrom: state.from } : {}),
    ...(state.until ? { placedUntil: state.until } : {}),
  };
}

function contains(row: OrderRow, search: string) {
  const needle = search.toLowerCase();
  return [row.number, row.customerName, row.channelOrderId, row.trackingNumber, row.invoiceNumber].some((field) =>
    field?.toLowerCase().includes(needle),
  );
}

/**
 * Does a changed row belong into the list? The server's search knows more fields than a row shows, so a listed row is
 * never said to have left because of the search.
 */
export function fits(
  row: OrderRow,
  filter: OrderFilter,
  listed: boolean,
  carrierName?: string,
  dayOf: (at: string) => string = (at) => at.slice(0, 10),
): boolean {
  if (filter.running && !RUNNING.includes(row.station)) return false;
  if (filter.stations && !filter.stations.includes(row.station)) return false;
  if (filter.overdue && !row.overdue) return false;
  if (filter.ticketOpen && !row.ticketId) return false;
  if (filter.channelId && row.channel.id !== filter.channelId) return false;
  if (filter.carrierId && carrierName && row.carrierName !== carrierName) return false;
  if (filter.placedFrom && dayOf(row.placedAt) < filter.placedFrom) return false;
  if (filter.placedUntil && dayOf(row.placedAt) > filter.placedUntil) return false;
  return !filter.search || listed || contains(row, filter.search);
}

/** Count of a tab from the counts of the stations, `more` where the server stopped counting. */
export function stageCount(
  stage: Stage,
  counts: StationCount[],
  overdue: number | undefined,
): { n: number | undefined; more: boolean } {
  if (stage === 'overdue') return { n: overdue, more: false };
  const stations: Station[] | null = STAGES[stage];
  const added = counts.filter((one) => !stations || stations.includes(one.station));
  return {
    n: added.reduce((sum, one) => sum + one.count, 0),
    more: added.some((one) => !RUNNING.includes(one.station) && one.count >= COUNTED_UP_TO),
  };
}

export const isFiltered = (state: ListState) =>
  !!(
    state.search ||
    state.channelId ||
    state.carrierId ||
    state.overdue ||
    state.ticketOpen ||
    state.from ||
    state.until
  );
