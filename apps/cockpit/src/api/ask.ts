import type { TypedDocumentNode } from '@urql/core';
import { ref } from 'vue';
import { listClient } from './client.ts';
import { problemOf, type Problem } from './errors.ts';

/** Reads once, past the cache. */
export async function ask<Data, Variables extends object>(
  query: TypedDocumentNode<Data, Variables>,
  variables: Variables,
): Promise<{ data: Data | undefined; problem: Problem | undefined }> {
  const { data, error } = await listClient.query(query, variables as never).toPromise();
  return { data, problem: problemOf(error) };
}

/** Writes, one act at a time; a refused one is kept as `problem` until the next. */
export function useActs() {
  const problem = ref<Problem>();
  const busy = ref<string>();
  async function act<Data, Variables extends object>(
    name: string,
    mutation: TypedDocumentNode<Data, Variables>,
    variables: Variables,
  ): Promise<Data | undefined> {
    if (busy.value) return undefined;
    busy.value = name;
    const { data, error } = await listClient.mutation(mutation, variables as never).toPromise();
    busy.value = undefined;
    problem.value = problemOf(error);
    return error ? undefined : data;
  }
  return { problem, busy, act };
}
