import type { AnyVariables, TypedDocumentNode } from '@urql/core';
import { computed, ref, shallowRef } from 'vue';
import { listClient } from '../api/client.ts';
import { problemOf, type Problem } from '../api/errors.ts';
import type { MatrixPageQuery, PublishMatrixInput } from '../gql/graphql.ts';
import {
  CreateMatrixDraft,
  DiscardMatrixDraft,
  EditMatrixDraft,
  MatrixOfVersion,
  MatrixPage,
  PublishMatrix,
  RollBackMatrix,
  SimulateMatrix,
  UnscheduleMatrix,
  type MatrixVersion,
  type Simulation,
  type Terms,
} from './matrix-documents.ts';

type Seen = { id: string; rev: number };
const seen = ({ id, rev }: Seen) => ({ id, expectedRev: rev });

/** The active matrix, the draft if there is one, the versions of the past, and what one can do with them. */
export function useMatrix() {
  const page = shallowRef<MatrixPageQuery>();
  const past = shallowRef<MatrixVersion>();
  const simulation = shallowRef<Simulation>();
  const problem = ref<Problem>();
  const busy = ref<string>();
  const loadProblem = ref<Problem>();

  async function read() {
    const { data, error } = await listClient.query(MatrixPage, {}).toPromise();
    loadProblem.value = problemOf(error);
    if (data) page.value = data;
  }

  /** Runs one act at a time; a refused one is kept as `problem`, and what the server has now is read again. */
  async function run<Data, Variables extends AnyVariables>(
    name: string,
    document: TypedDocumentNode<Data, Variables>,
    variables: Variables,
  ): Promise<Data | undefined> {
    if (busy.value) return undefined;
    busy.value = name;
    const { data, error } = await listClient.mutation(document, variables).toPromise();
    problem.value = problemOf(error);
    busy.value = undefined;
    return error ? undefined : data;
  }

  async function act<Data, Variables extends AnyVariables>(
    name: string,
    document: TypedDocumentNode<Data, Variables>,
    variables: Variables,
  ) {
    const done = await run(name, document, variables);
    if (problem.value?.kind !== 'network') await read();
    if (done) simulation.value = undefined;
    return !!done;
  }

  const draft = computed(() => page.value?.matrixDraft ?? undefined);

  async function save(terms: Terms) {
    if (!draft.value || !page.value) return false;
    const done = await run('save', EditMatrixDraft, { input: { ...seen(draft.value), terms } });
    if (done) page.value = { ...page.value, matrixDraft: done.editMatrixDraft };
    else if (problem.value?.kind === 'conflict') await read();
    return !!done;
  }

  async function simulate(last: number) {
    if (!draft.value) return;
    const done = await run('simulate', SimulateMatrix, { input: { ...seen(draft.value), last } });
    if (done) simulation.value = done.simulateMatrixDraft;
  }

  async function look(number: number | undefined) {
    past.value = undefined;
    if (number === undefined) return;
    const { data, error } = await listClient.query(MatrixOfVersion, { number }).toPromise();
    problem.value = problemOf(error);
    past.value = data?.matrix ?? undefined;
  }

  void read();
  return {
    page,
    past,
    draft,
    simulation,
    problem,
    loadProblem,
    busy,
    active: computed(() => page.value?.matrix ?? undefined),
    versions: computed(() => page.value?.matrixVersions.edges.map(({ node }) => node) ?? []),
    channels: computed(() => page.value?.channels ?? []),
    read,
    save,
    simulate,
    look,
    begin: () => act('begin', CreateMatrixDraft, {}),
    discard: () => draft.value && act('discard', DiscardMatrixDraft, { input: seen(draft.value) }),
    publish: (how: Omit<PublishMatrixInput, 'id' | 'expectedRev'>) =>
      draft.value ? act('publish', PublishMatrix, { input: { ...seen(draft.value), ...how } }) : undefined,
    unschedule: (version: Seen) => act('unschedule', UnscheduleMatrix, { input: seen(version) }),
    rollBack: (version: Seen) => act('rollBack', RollBackMatrix, { input: seen(version) }),
  };
}
