import type { InvoiceFilter } from '../gql/graphql.ts';

type Choice = 'all' | 'yes' | 'no';

/** What the filter bar of the invoices says. */
export interface InvoiceFilterState {
  search: string;
  paid: 'all' | 'open' | 'paid' | 'offset';
  mailed: Choice;
  credited: Choice;
}

export const noFilter: InvoiceFilterState = { search: '', paid: 'all', mailed: 'all', credited: 'all' };

const wanted = (choice: Choice) => (choice === 'all' ? undefined : choice === 'yes');

/** The bar as the API wants it; undefined fields leave everything in. */
export const toInvoiceFilter = ({ search, paid, mailed, credited }: InvoiceFilterState): InvoiceFilter => ({
  search: search.trim() || undefined,
  state: paid === 'all' ? undefined : paid,
  mailed: wanted(mailed),
  credited: wanted(credited),
});
