import type { TypedDocumentNode } from '@urql/core';
import { ref } from 'vue';
import { listClient } from './client.ts';
import { problemOf, type Problem } from './errors.ts';

type Answer = { error?: Parameters<typeof problemOf>[0] };

/** Runs one write at a time; a refused one is kept as `problem` until the next. What is shown is read again where the write arrived. */
export function useActs(readAgain: () => void = () => {}) {
  const problem = ref<Problem>();
  const busy = ref<string>();

  /** The answer of a write that was done. */
  async function attempt<Done extends Answer>(name: string, write: () => PromiseLike<Done>): Promise<Done | undefined> {
    if (busy.value) return undefined;
    busy.value = name;
    const answer = await write();
    busy.value = undefined;
    problem.value = problemOf(answer.error);
    if (problem.value?.kind !== 'network') readAgain();
    return problem.value ? undefined : answer;
  }

  return {
    problem,
    busy,
    /** True when it was done. */
    run: async (name: string, write: () => PromiseLike<Answer>): Promise<boolean> => !!(await attempt(name, write)),
    /** What the mutation answered, past the page's cache. */
    act: async <Data, Variables extends object>(
      name: string,
      mutation: TypedDocumentNode<Data, Variables>,
      variables: Variables,
    ): Promise<Data | undefined> =>
      (await attempt(name, () => listClient.mutation(mutation, variables as never)))?.data,
  };
}

export type Acts = ReturnType<typeof useActs>;
