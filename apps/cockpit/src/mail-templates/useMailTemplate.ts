import { computed, ref, watch, type Ref } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { listClient } from '../api/client.ts';
import { problemOf, type Problem as Failure } from '../api/errors.ts';
import { useActs } from '../api/useActs.ts';
import { useDraft, useReading } from '../api/useReading.ts';
import type { MailContentInput } from '../gql/graphql.ts';
import { withSuggestion, type Problem } from '../transports/template-draft.ts';
import { MailTemplate, PreviewMail, RestoreMailTemplate, SaveMailTemplate } from './documents.ts';
import { placeOf, queryOfPlace, type Place } from './mail-place.ts';

const same = (a: MailContentInput, b: MailContentInput) =>
  a.subject === b.subject && a.mailText === b.mailText && a.mailHtml === b.mailHtml;

/** The draft checked and filled while one types, with a real order if one is named. */
function usePreview(place: Ref<Place>, draft: Ref<MailContentInput>, isRead: () => boolean) {
  const orderNumber = ref('');
  const failure = ref<Failure>();
  const wish = computed(() =>
    isRead()
      ? { place: place.value, content: { ...draft.value }, orderNumber: orderNumber.value.trim() || null }
      : null,
  );
  const { answer: preview } = useDraft(wish, async (input) => {
    const answer = await listClient.query(PreviewMail, { input }).toPromise();
    failure.value = problemOf(answer.error);
    return answer.data?.previewMail;
  });
  return { orderNumber, preview, failure };
}

/** The template that the URL names: as it is sent, as it is being changed, checked and filled while one types. */
export function useMailTemplate() {
  const route = useRoute();
  const router = useRouter();
  const place = computed(() => placeOf(route.query));
  const change = (part: Partial<Place>) =>
    router.replace({ name: 'mail-templates', query: queryOfPlace({ ...place.value, ...part }) });

  const draft = ref<MailContentInput>({ subject: '', mailText: '', mailHtml: '' });
  const saved = ref(false);
  const take = ({ subject, mailText, mailHtml }: MailContentInput) => (draft.value = { subject, mailText, mailHtml });

  const { data, problem, read } = useReading(
    async () => {
      const answer = await listClient.query(MailTemplate, { place: place.value }).toPromise();
      return { data: answer.data?.mailTemplate, error: answer.error };
    },
    () => JSON.stringify(place.value),
  );
  watch(data, (template) => template && take(template.content));
  watch(place, () => (saved.value = false));
  const isChanged = computed(() => !!data.value && !same(draft.value, data.value.content));

  const { orderNumber, preview, failure } = usePreview(place, draft, () => !!data.value);

  const acts = useActs();
  async function save(note: string) {
    const input = { place: place.value, content: draft.value, note: note || null };
    saved.value = !!(await acts.act('save', SaveMailTemplate, { input }));
    if (saved.value) await read();
  }
  async function restore(id: string) {
    saved.value = !!(await acts.act(id, RestoreMailTemplate, { id }));
    if (saved.value) await read();
  }
  /** Puts the suggested name where the unknown one stands. */
  function fix(wrong: Problem) {
    const part = wrong.part as keyof MailContentInput;
    const text = withSuggestion(draft.value[part], wrong);
    if (text !== null) draft.value = { ...draft.value, [part]: text };
  }
  return {
    place,
    change,
    template: data,
    problem,
    read,
    draft,
    isChanged,
    saved,
    orderNumber,
    preview,
    failure,
    take,
    fix,
    save,
    restore,
    acts,
  };
}
