import { ref, shallowRef, watch } from 'vue';
import { ask } from '../api/ask.ts';
import { useActs } from '../api/useActs.ts';
import { listClient } from '../api/client.ts';
import { usePages } from '../documents/usePages.ts';
import { graphql } from '../gql';
import type { OpenItemsTotalQuery } from '../gql/graphql.ts';

const OpenItems = graphql(`
  query OpenItems($after: String, $filter: OpenItemFilter) {
    openItems(first: 50, after: $after, filter: $filter) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          id
          number
          issuedOn
          gross {
            amount
            currency
          }
          open {
            amount
            currency
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

const OpenItemsTotal = graphql(`
  query OpenItemsTotal {
    openItemsTotal {
      amount
      currency
    }
  }
`);

const WriteOffOpenItem = graphql(`
  mutation WriteOffOpenItem($id: ID!) {
    writeOffOpenItem(invoiceId: $id) {
      id
    }
  }
`);

/** Invoices and credit notes that are not settled, by number and age. */
export function useOpenItems() {
  const search = ref('');
  const olderThan = ref(0);
  const kind = ref<'invoices' | 'creditNotes'>('invoices');
  const totals = shallowRef<OpenItemsTotalQuery['openItemsTotal']>([]);
  const acts = useActs();
  const readTotals = async () => (totals.value = (await ask(OpenItemsTotal, {})).data?.openItemsTotal ?? []);
  const pages = usePages(async (after) => {
    const filter = {
      search: search.value || null,
      olderThanDays: olderThan.value || null,
      creditNotes: kind.value === 'creditNotes',
    };
    const { data, error } = await listClient.query(OpenItems, { after, filter }).toPromise();
    return { data: data?.openItems, error };
  });
  watch([search, olderThan, kind], () => void pages.reload());
  void readTotals();

  async function writeOff(id: string) {
    if (await acts.act(id, WriteOffOpenItem, { id })) await Promise.all([pages.reload(), readTotals()]);
  }
  return { pages, totals, search, olderThan, kind, acts, writeOff };
}
