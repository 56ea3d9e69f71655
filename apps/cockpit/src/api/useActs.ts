import { ref } from 'vue';
import { problemOf, type Problem } from './errors.ts';

type Answer = { error?: Parameters<typeof problemOf>[0] };

/** Runs one write at a time; a refused one is kept as `problem` until the next. */
export function useActs(readAgain: () => void) {
  const problem = ref<Problem>();
  const busy = ref<string>();

  /** True when it was done. */
  async function run(name: string, act: () => Promise<Answer>) {
    if (busy.value) return false;
    busy.value = name;
    const { error } = await act();
    busy.value = undefined;
    problem.value = problemOf(error);
    if (problem.value?.kind !== 'network') readAgain();
    return !problem.value;
  }

  return { problem, busy, run };
}

export type Acts = ReturnType<typeof useActs>;
