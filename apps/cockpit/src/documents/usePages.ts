import { computed, onScopeDispose, ref, shallowRef } from 'vue';
import { problemOf, type Problem } from '../api/errors.ts';
import { orderGap } from '../live/live.ts';

interface Connection<T> {
  totalCount: number;
  edges: { node: T }[];
  pageInfo: { hasNextPage: boolean; endCursor?: string | null };
}
type Answer<T> = { data?: Connection<T>; error?: Parameters<typeof problemOf>[0] };

/** A connection read page by page. */
export function usePages<T>(ask: (after: string | undefined) => Promise<Answer<T>>) {
  const rows = shallowRef<T[]>([]);
  const total = ref<number>();
  const end = ref<string>();
  const problem = ref<Problem>();
  const loading = ref(false);
  let reading = 0;

  async function read(after?: string) {
    const mine = ++reading;
    loading.value = true;
    const { data, error } = await ask(after);
    if (mine !== reading) return;
    loading.value = false;
    problem.value = problemOf(error);
    if (!data) return;
    const page = data.edges.map((edge) => edge.node);
    rows.value = after ? [...rows.value, ...page] : page;
    total.value = data.totalCount;
    end.value = data.pageInfo.hasNextPage ? (data.pageInfo.endCursor ?? undefined) : undefined;
  }

  void read();
  onScopeDispose(orderGap.listen(() => void read()));
  return {
    rows,
    total,
    problem,
    loading,
    hasMore: computed(() => !!end.value),
    more: () => read(end.value),
    reload: () => read(),
  };
}
