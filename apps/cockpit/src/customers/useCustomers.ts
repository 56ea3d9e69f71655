import { computed, watch } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { listClient } from '../api/client.ts';
import { usePages } from '../documents/usePages.ts';
import { graphql } from '../gql';

const Customers = graphql(`
  query Customers($after: String, $search: String) {
    customers(first: 50, after: $after, search: $search) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          id
          number
          name
          company
          email
          orderCount
          createdAt
        }
      }
    }
  }
`);

/** The customers that the URL asks for, newest first. */
export function useCustomers() {
  const route = useRoute();
  const router = useRouter();
  const search = computed(() => (typeof route.query.q === 'string' ? route.query.q : ''));
  const pages = usePages(async (after) => {
    const { data, error } = await listClient.query(Customers, { after, search: search.value || null }).toPromise();
    return { data: data?.customers, error };
  });
  watch(search, () => {
    if (route.name === 'customers') void pages.reload();
  });
  const find = (q: string) => router.replace({ name: 'customers', query: q ? { q } : {} });
  return { search, find, pages };
}
