import { computed, onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue';
import { listClient } from '../api/client.ts';
import { problemOf, type Problem } from '../api/errors.ts';
import { graphql } from '../gql';
import type { TicketFilter, TicketOrder } from '../gql/graphql.ts';
import type { TicketRow } from '../live/documents.ts';
import { ticketGap, ticketChanges } from '../live/live.ts';

const Tickets = graphql(`
  query Tickets($after: String, $filter: TicketFilter, $order: TicketOrder) {
    tickets(first: 50, after: $after, filter: $filter, order: $order) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          ...TicketRow
        }
      }
    }
  }
`);

/** As far as it can be told here; whose it is, the server knows. */
const mayMatch = (ticket: TicketRow, { status, kind, mine, team }: TicketFilter) =>
  !mine && !team && (!status || ticket.status === status) && (!kind || ticket.kind === kind);

/** Tickets page by page; listed ones change in place, new ones are only counted (rules R1–R4). */
export function useTickets(filter: Ref<TicketFilter>, order: TicketOrder = 'newest') {
  const rows = shallowRef<TicketRow[]>([]);
  const total = ref<number>();
  const end = shallowRef<string | null>();
  const problem = ref<Problem>();
  const loading = ref(false);
  const fresh = ref(new Set<string>());
  let reading = 0;

  async function read(after?: string | null) {
    const mine = ++reading;
    loading.value = true;
    const { data, error } = await listClient.query(Tickets, { filter: filter.value, after, order }).toPromise();
    if (mine !== reading) return;
    loading.value = false;
    problem.value = problemOf(error);
    if (!data) return;
    const page = data.tickets.edges.map((edge) => edge.node);
    rows.value = after ? [...rows.value, ...page] : page;
    total.value = data.tickets.totalCount;
    end.value = data.tickets.pageInfo.hasNextPage ? data.tickets.pageInfo.endCursor : undefined;
    if (!after) fresh.value = new Set();
  }

  function take(ticket: TicketRow) {
    const at = rows.value.findIndex((row) => row.id === ticket.id);
    if (at >= 0 && ticket.rev >= rows.value[at]!.rev) rows.value = rows.value.with(at, ticket);
    if (at >= 0 || filter.value.search) return;
    const next = new Set(fresh.value);
    if (mayMatch(ticket, filter.value)) next.add(ticket.id);
    else next.delete(ticket.id);
    fresh.value = next;
  }

  const stops = [ticketChanges.listen((change) => take(change.ticket)), ticketGap.listen(() => void read())];
  watch(filter, () => void read(), { immediate: true });
  onScopeDispose(() => {
    for (const stop of stops) stop();
  });
  return {
    rows,
    total,
    problem,
    loading,
    freshCount: computed(() => fresh.value.size),
    hasMore: computed(() => !!end.value),
    more: () => read(end.value),
    reload: () => read(),
  };
}
