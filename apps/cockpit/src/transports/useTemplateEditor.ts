import { computed, ref, shallowRef, watch, type Ref } from 'vue';
import { listClient } from '../api/client.ts';
import { problemOf, type Problem as Failure } from '../api/errors.ts';
import type { PreviewTemplateQuery } from '../gql/graphql.ts';
import { PreviewTemplate } from './documents.ts';
import { EMPTY, withSuggestion, type Draft, type Problem } from './template-draft.ts';
import type { CarrierDetail } from './useCarrierSetup.ts';

const PAUSE_MS = 350;

/** A template being edited: checked and filled while one types, with a real order if one is named. */
export function useTemplateEditor(carrier: Ref<CarrierDetail>) {
  const versions = computed(() => carrier.value.templates.edges.map(({ node }) => node));
  const draft = ref<Draft>({ ...EMPTY });
  const orderNumber = ref('');
  const preview = shallowRef<PreviewTemplateQuery['previewTemplate']>();
  const failure = ref<Failure>();
  let asking = 0;
  let typing: ReturnType<typeof setTimeout> | undefined;

  const take = (content: unknown) => (draft.value = { ...EMPTY, ...(content as Partial<Draft>) });
  const stored = () => versions.value.find(({ id }) => id === carrier.value.template?.id) ?? versions.value[0];
  const isChanged = computed(() =>
    versions.value.every(
      ({ content }) =>
        JSON.stringify({ ...EMPTY, ...(content as object) }) !== JSON.stringify({ ...EMPTY, ...draft.value }),
    ),
  );

  async function check() {
    const mine = ++asking;
    const input = { carrierId: carrier.value.id, content: draft.value, orderNumber: orderNumber.value.trim() || null };
    const { data, error } = await listClient.query(PreviewTemplate, { input }).toPromise();
    if (mine !== asking) return;
    failure.value = problemOf(error);
    if (data) preview.value = data.previewTemplate;
  }

  /** Puts the suggested name where the unknown one stands. */
  function fix(problem: Problem) {
    const name = problem.part as keyof Draft;
    const text = withSuggestion(draft.value[name], problem);
    if (text !== null) draft.value = { ...draft.value, [name]: text };
  }

  watch(
    () => carrier.value.id,
    () => {
      const version = stored();
      if (version) take(version.content);
    },
    { immediate: true },
  );
  watch(
    [draft, orderNumber],
    () => {
      clearTimeout(typing);
      typing = setTimeout(() => void check(), PAUSE_MS);
    },
    { deep: true, immediate: true },
  );
  return { draft, versions, preview, failure, orderNumber, isChanged, take, fix };
}
