import type { TypedDocumentNode } from '@urql/core';
import { shallowRef, type ShallowRef } from 'vue';
import { useActs } from '../api/useActs.ts';
import type { MatrixPageQuery, PublishMatrixInput } from '../gql/graphql.ts';
import type { Terms } from './matrix-documents.ts';
import * as mutations from './matrix-mutations.ts';

type Seen = { id: string; rev: number };
const seen = ({ id, rev }: Seen) => ({ id, expectedRev: rev });

/** What one can do with the matrix; afterwards the page has what the server has. */
export function useMatrixActs(page: ShallowRef<MatrixPageQuery | undefined>, read: () => Promise<void>) {
  const { problem, busy, act: run } = useActs();
  const simulation = shallowRef<mutations.Simulation>();
  const draft = () => page.value?.matrixDraft;

  const act = async <Data, Variables extends object>(
    name: string,
    document: TypedDocumentNode<Data, Variables>,
    variables: Variables,
  ) => {
    const done = await run(name, document, variables);
    if (problem.value?.kind !== 'network') await read();
    if (done) simulation.value = undefined;
    return !!done;
  };
  const onDraft = <Result>(work: (input: ReturnType<typeof seen>) => Promise<Result>) => {
    const of = draft();
    return of ? work(seen(of)) : undefined;
  };

  return {
    problem,
    busy,
    simulation,
    /** Puts other terms into the draft; a newer draft of somebody else is shown instead. */
    save: (terms: Terms) =>
      onDraft(async (input) => {
        const done = await run('save', mutations.EditMatrixDraft, { input: { ...input, terms } });
        if (done) page.value = { ...page.value!, matrixDraft: done.editMatrixDraft };
        else if (problem.value?.kind === 'conflict') await read();
        return !!done;
      }),
    simulate: (last: number) =>
      onDraft(async (input) => {
        const done = await run('simulate', mutations.SimulateMatrix, { input: { ...input, last } });
        if (done) simulation.value = done.simulateMatrixDraft;
      }),
    begin: () => act('begin', mutations.CreateMatrixDraft, {}),
    discard: () => onDraft((input) => act('discard', mutations.DiscardMatrixDraft, { input })),
    publish: (how: Omit<PublishMatrixInput, 'id' | 'expectedRev'>) =>
      onDraft((input) => act('publish', mutations.PublishMatrix, { input: { ...input, ...how } })),
    unschedule: (version: Seen) => act('unschedule', mutations.UnscheduleMatrix, { input: seen(version) }),
    rollBack: (version: Seen) => act('rollBack', mutations.RollBackMatrix, { input: seen(version) }),
  };
}
