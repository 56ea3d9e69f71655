import { ref, watch, type Ref } from 'vue';
import { listClient } from '../api/client.ts';
import { graphql } from '../gql';
import type { ArticlesQuery } from '../gql/graphql.ts';

const Articles = graphql(`
  query Articles($search: String!) {
    articles(search: $search) {
      sku
      title
      vatPermille
      free
      price {
        amount
        currency
      }
    }
  }
`);
const Proposed = graphql(`
  query ProposedArticles($remark: String!) {
    proposedArticles(remark: $remark) {
      sku
      title
      vatPermille
      free
      price {
        amount
        currency
      }
    }
  }
`);

export type Article = ArticlesQuery['articles'][number];
const SETTLE_MS = 200;

/** Articles that the remark may mean, and those found by a search. */
export function useArticles(remark: Ref<string | null | undefined>, search: Ref<string>) {
  const proposed = ref<Article[]>([]);
  const found = ref<Article[]>([]);
  let timer: ReturnType<typeof setTimeout> | undefined;
  watch(
    remark,
    async (text) => {
      proposed.value = [];
      if (!text) return;
      const { data } = await listClient.query(Proposed, { remark: text }).toPromise();
      if (remark.value === text) proposed.value = data?.proposedArticles ?? [];
    },
    { immediate: true },
  );
  watch(search, (text) => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const { data } = text.trim() ? await listClient.query(Articles, { search: text }).toPromise() : {};
      if (search.value === text) found.value = data?.articles ?? [];
    }, SETTLE_MS);
  });
  return { proposed, found };
}
