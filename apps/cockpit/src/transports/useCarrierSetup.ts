import type { CombinedError, DocumentInput } from '@urql/core';
import { computed, onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue';
import { listClient } from '../api/client.ts';
import { problemOf, type Problem } from '../api/errors.ts';
import type { CarrierSetupQuery } from '../gql/graphql.ts';
import { CarrierSetup } from './documents.ts';

export type CarrierDetail = NonNullable<CarrierSetupQuery['carrier']>;
const LOOK_MS = 1_000;

/** One carrier's ways out and back; looked at again while a trial of it runs. */
export function useCarrierSetup(code: Ref<string>) {
  const carrier = shallowRef<CarrierDetail | null>();
  const problem = ref<Problem>();
  const busy = ref<string>();

  async function read() {
    const { data, error } = await listClient.query(CarrierSetup, { code: code.value }).toPromise();
    problem.value = problemOf(error);
    if (data) carrier.value = data.carrier ?? null;
  }

  /** Runs a change, then reads what has become of it; a refusal is kept as `problem`. Returns the answer when it went well. */
  async function change<Data, Variables extends object>(
    name: string,
    document: DocumentInput<Data, Variables>,
    variables: Variables,
  ): Promise<Data | undefined> {
    if (busy.value) return undefined;
    busy.value = name;
    const result: { data?: Data; error?: CombinedError } = await listClient.mutation(document, variables).toPromise();
    const refused = problemOf(result.error);
    if (!refused) await read();
    problem.value = refused;
    busy.value = undefined;
    return refused ? undefined : result.data;
  }

  const trials = computed(() => carrier.value?.trials.edges.map(({ node }) => node) ?? []);
  const isWaiting = computed(() => trials.value.some(({ state }) => state === 'running' || state === 'waiting'));
  const timer = setInterval(() => {
    if (isWaiting.value && !busy.value) void read();
  }, LOOK_MS);
  onScopeDispose(() => clearInterval(timer));
  watch(code, () => void read(), { immediate: true });
  return { carrier, problem, busy, trials, change, read };
}
