import { computed, onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue';
import { useConnection } from '../live/connection.ts';
import { problemOf, type Problem } from './errors.ts';

export interface Answer<T> {
  data?: T | undefined;
  error?: Parameters<typeof problemOf>[0];
}

/** Reads now, whenever `what` changes and when the connection is back; what was read stays until the next answer. */
export function useReading<T>(ask: () => Promise<Answer<T>>, what: () => unknown = () => undefined) {
  const data = shallowRef<T>();
  const problem = ref<Problem>();
  const loading = ref(false);
  let reading = 0;

  async function read() {
    const mine = ++reading;
    loading.value = true;
    const answer = await ask();
    if (mine !== reading) return;
    loading.value = false;
    problem.value = problemOf(answer.error);
    if (answer.data !== undefined) data.value = answer.data;
  }

  watch(
    what,
    () => {
      data.value = undefined;
      void read();
    },
    { immediate: true },
  );
  watch(useConnection().state, (state) => {
    if (state === 'live' && problem.value) void read();
  });
  return { data, problem, loading, read };
}

/** Answers for a draft that somebody is typing: asked once it rests; null while the draft says nothing. */
export function useDraft<D, T>(draft: Ref<D | null>, ask: (draft: D) => Promise<T | undefined>, restMs = 250) {
  const answer = shallowRef<T>();
  const answered = shallowRef<D | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asking = 0;

  watch(
    draft,
    (now) => {
      clearTimeout(timer);
      const mine = ++asking;
      if (now === null) {
        answer.value = undefined;
        return;
      }
      timer = setTimeout(async () => {
        const given = await ask(now);
        if (mine !== asking) return;
        answer.value = given;
        answered.value = now;
      }, restMs);
    },
    { immediate: true },
  );
  onScopeDispose(() => clearTimeout(timer));
  return { answer, settled: computed(() => answer.value !== undefined && answered.value === draft.value) };
}
