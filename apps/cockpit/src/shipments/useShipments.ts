import { computed, onScopeDispose, watch } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { listClient } from '../api/client.ts';
import { useAtMostEvery } from '../api/rhythm.ts';
import { usePages } from '../documents/usePages.ts';
import { graphql } from '../gql';
import { orderChanges } from '../live/live.ts';
import { filterOf, queryOf, stateOf, type ListState } from './shipment-views.ts';

const Shipments = graphql(`
  query Shipments($after: String, $filter: ShipmentFilter) {
    shipments(first: 50, after: $after, filter: $filter) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          id
          number
          state
          serviceName
          transmittedAt
          confirmBy
          overdue
          confirmedAt
          problem
          carrier {
            id
            name
            transport
            format
          }
          parcels {
            trackingNumber
            trackingUrl
          }
          order {
            id
            number
            customerName
          }
        }
      }
    }
  }
`);

const AT_MOST_EVERY_MS = 2_000;

/** The shipments that the URL asks for; read again while the process goes on. */
export function useShipments() {
  const route = useRoute();
  const router = useRouter();
  const state = computed(() => stateOf(route.query));
  const change = (part: Partial<ListState>) =>
    router.replace({ name: 'shipments', query: queryOf({ ...state.value, ...part }) });
  const pages = usePages(async (after) => {
    const { data, error } = await listClient.query(Shipments, { after, filter: filterOf(state.value) }).toPromise();
    return { data: data?.shipments, error };
  });
  watch(
    () => JSON.stringify(state.value),
    () => {
      if (route.name === 'shipments') void pages.reload();
    },
  );
  const soon = useAtMostEvery(AT_MOST_EVERY_MS, () => void pages.reload());
  // Whoever reads the second page is not thrown back to the first.
  onScopeDispose(orderChanges.listen(() => void (pages.rows.value.length <= 50 && soon())));
  return { state, change, pages };
}
