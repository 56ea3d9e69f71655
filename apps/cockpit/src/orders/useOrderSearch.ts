import { onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue';
import { listClient } from '../api/client.ts';
import { graphql } from '../gql';
import type { FindOrdersQuery } from '../gql/graphql.ts';

const FindOrders = graphql(`
  query FindOrders($search: String!) {
    orders(first: 8, filter: { search: $search }) {
      edges {
        node {
          id
          number
          customerName
          station
        }
      }
    }
  }
`);

const PAUSE_MS = 150;
export type FoundOrder = FindOrdersQuery['orders']['edges'][number]['node'];

/** The first orders that fit what is being typed, asked after a short pause. */
export function useOrderSearch(term: Ref<string>) {
  const found = shallowRef<FoundOrder[]>([]);
  const searching = ref(false);
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function ask(search: string) {
    searching.value = true;
    const { data } = await listClient.query(FindOrders, { search }).toPromise();
    if (term.value.trim() !== search) return;
    searching.value = false;
    found.value = data?.orders.edges.map((edge) => edge.node) ?? [];
  }

  watch(term, (text) => {
    clearTimeout(timer);
    const search = text.trim();
    if (search.length < 2) {
      found.value = [];
      searching.value = false;
    } else timer = setTimeout(() => void ask(search), PAUSE_MS);
  });
  onScopeDispose(() => clearTimeout(timer));
  return { found, searching };
}
