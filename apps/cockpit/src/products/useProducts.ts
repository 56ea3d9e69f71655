import { ref, watch, type Ref } from 'vue';
import { listClient } from '../api/client.ts';
import { problemOf, type Problem } from '../api/errors.ts';
import { usePages } from '../documents/usePages.ts';
import { graphql } from '../gql';
import type { AdjustStockInput, ProductsQuery } from '../gql/graphql.ts';

const Products = graphql(`
  query Products($after: String, $search: String, $incomplete: Boolean) {
    products(first: 50, after: $after, search: $search, incomplete: $incomplete) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          sku
          title
          weightG
          lengthMm
          widthMm
          heightMm
          hazardous
          incomplete
          stock {
            onHand
            free
            carrier {
              id
              name
            }
          }
        }
      }
    }
  }
`);

const AdjustStock = graphql(`
  mutation AdjustStock($input: AdjustStockInput!) {
    adjustStock(input: $input) {
      sku
    }
  }
`);

export type ProductRow = ProductsQuery['products']['edges'][number]['node'];

/** Products page by page, and the correction of a count. */
export function useProducts(filter: Ref<{ search: string; incomplete: boolean }>) {
  const pages = usePages(async (after) => {
    const { data, error } = await listClient.query(Products, { ...filter.value, after }).toPromise();
    return { data: data?.products, error };
  });
  watch(filter, () => void pages.reload());
  const refused = ref<Problem>();
  const busy = ref(false);

  async function adjust(input: AdjustStockInput) {
    busy.value = true;
    const { error } = await listClient.mutation(AdjustStock, { input }).toPromise();
    busy.value = false;
    refused.value = problemOf(error);
    await pages.reload();
    return !error;
  }
  return { ...pages, refused, busy, adjust };
}
