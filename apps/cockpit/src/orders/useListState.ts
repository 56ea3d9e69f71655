import { computed, ref, watch } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { filterOf, listStateOf, queryOf, type ListState } from './order-filter.ts';

const TYPING_MS = 180;

/** The state of the list in the URL: what is there is shown, what is changed goes there. */
export function useListState() {
  const route = useRoute();
  const router = useRouter();
  const kept = ref<ListState>(listStateOf(route.query));
  // while another page is open this list keeps its own state
  watch(
    () => [route.name, route.query] as const,
    ([name, query]) => {
      if (name === 'orders') kept.value = listStateOf(query);
    },
  );
  const state = computed(() => kept.value);

  function change(part: Partial<ListState>, replace = false) {
    const to = { name: 'orders', query: queryOf({ ...kept.value, ...part }) };
    return replace ? router.replace(to) : router.push(to);
  }

  const search = ref(kept.value.search);
  let typing: ReturnType<typeof setTimeout> | undefined;
  watch(search, (text) => {
    clearTimeout(typing);
    if (text === kept.value.search) return;
    typing = setTimeout(() => void change({ search: text }, kept.value.search !== ''), TYPING_MS);
  });
  watch(
    () => kept.value.search,
    (text) => (search.value = text),
  );

  // a new peek is no new list
  const key = computed(() => JSON.stringify(filterOf(state.value)));
  const filter = computed(() => JSON.parse(key.value) as ReturnType<typeof filterOf>);
  const sort = computed(() => state.value.sort);
  return { state, filter, sort, search, change };
}
