import { useQuery } from '@urql/vue';
import { computed, ref, watch, type Ref } from 'vue';
import { problemOf } from '../api/errors.ts';
import { useFollowed } from '../api/useFollowed.ts';
import { locale } from '../i18n/i18n.ts';
import { useConnection } from '../live/connection.ts';
import { OrderPage } from './order-detail.ts';

const FOLLOW_MS = 120;

/** A number that changes fast (j j j in the list) becomes one question once it rests. */
export function useResting(number: Ref<string>) {
  const resting = ref(number.value);
  let timer: ReturnType<typeof setTimeout> | undefined;
  watch(number, (next) => {
    clearTimeout(timer);
    timer = setTimeout(() => (resting.value = next), FOLLOW_MS);
  });
  return resting;
}

/** One order with everything about it, kept fresh while it is open. */
export function useOrder(number: Ref<string>) {
  const variables = computed(() => ({ number: number.value, language: locale.value }));
  const asked = useQuery({ query: OrderPage, variables });
  const { data, error, fetching } = asked;
  const readAgain = () => void asked.executeQuery({ requestPolicy: 'network-only' });
  // while the next order is on its way urql still holds the one before
  const order = computed(() => (data.value?.order?.number === number.value ? data.value.order : undefined));
  useFollowed(order, readAgain);
  watch(useConnection().state, (state) => {
    if (state === 'live' && error.value) readAgain();
  });
  const missing = computed(() => !fetching.value && !error.value && data.value?.order === null);
  return {
    order,
    fetching,
    readAgain,
    problem: computed(
      () =>
        problemOf(error.value) ??
        (missing.value ? { kind: 'not_found' as const, code: 'NOT_FOUND', message: number.value } : undefined),
    ),
  };
}
