import type { LocationQuery } from 'vue-router';
import type { ShipmentFilter } from '../gql/graphql.ts';

/** The tabs above the list, as what the API is asked for. */
export const VIEWS = {
  all: {},
  toTransmit: { states: ['planned', 'packing'] },
  waiting: { states: ['transmitted'], overdue: false },
  overdue: { overdue: true },
  problem: { problem: true },
  shipped: { states: ['shipped'] },
} satisfies Record<string, ShipmentFilter>;
export type View = keyof typeof VIEWS;

/** What the URL says about the list. */
export interface ListState {
  view: View;
  search: string;
  carrier: string | undefined;
}

const text = (value: unknown) => (typeof value === 'string' ? value : '');

export const stateOf = (query: LocationQuery): ListState => ({
  view: Object.hasOwn(VIEWS, text(query.view)) ? (text(query.view) as View) : 'all',
  search: text(query.q),
  carrier: text(query.carrier) || undefined,
});

export const queryOf = ({ view, search, carrier }: ListState): Record<string, string> => ({
  ...(view === 'all' ? {} : { view }),
  ...(search ? { q: search } : {}),
  ...(carrier ? { carrier } : {}),
});

export const filterOf = ({ view, search, carrier }: ListState): ShipmentFilter => ({
  ...VIEWS[view],
  ...(search ? { search } : {}),
  ...(carrier ? { carrierId: carrier } : {}),
});
