import { computed, ref, shallowRef } from 'vue';
import { listClient } from '../api/client.ts';
import { problemOf, type Problem } from '../api/errors.ts';
import { useTick } from '../api/rhythm.ts';
import type { MatrixPageQuery } from '../gql/graphql.ts';
import { MatrixOfVersion, MatrixPage, type MatrixVersion, type VersionHead } from './matrix-documents.ts';
import { useMatrixActs } from './useMatrixActs.ts';

const DUE_MS = 3_000;

/** The active matrix, the draft if there is one, the versions of the past, and what one can do with them. */
export function useMatrix() {
  const page = shallowRef<MatrixPageQuery>();
  const past = shallowRef<MatrixVersion>();
  const loadProblem = ref<Problem>();

  async function read() {
    const { data, error } = await listClient.query(MatrixPage, {}).toPromise();
    loadProblem.value = problemOf(error);
    if (data) page.value = data;
  }

  async function look(number: number | undefined) {
    past.value = undefined;
    if (number === undefined) return;
    const { data, error } = await listClient.query(MatrixOfVersion, { number }).toPromise();
    loadProblem.value = problemOf(error);
    past.value = data?.matrix ?? undefined;
  }

  void read();
  const versions = computed(() => page.value?.matrixVersions.edges.map(({ node }) => node) ?? []);
  // A scheduled version becomes active by itself: its time is watched, and what has become of it is read.
  useTick(DUE_MS, () => {
    const due = ({ state, publishAt }: VersionHead) =>
      state === 'scheduled' && !!publishAt && Date.parse(publishAt) <= Date.now();
    if (versions.value.some(due)) void read();
  });
  return {
    page,
    past,
    loadProblem,
    read,
    look,
    draft: computed(() => page.value?.matrixDraft ?? undefined),
    active: computed(() => page.value?.matrix ?? undefined),
    versions,
    ...useMatrixActs(page, read),
  };
}
