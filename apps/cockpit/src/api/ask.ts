import type { TypedDocumentNode } from '@urql/core';
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
