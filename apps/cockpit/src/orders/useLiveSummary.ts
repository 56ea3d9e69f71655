import { onScopeDispose, ref, type Ref } from 'vue';
import { useI18n } from 'vue-i18n';

const AT_MOST_EVERY_MS = 10_000;

/** R7: what screen readers hear of the live list, at most every ten seconds and only if something happened. */
export function useLiveSummary(changedAt: Map<string, number>, fresh: Ref<number>) {
  const { t } = useI18n();
  const text = ref('');
  let until = performance.now();
  let freshBefore = 0;
  const timer = setInterval(() => {
    const changed = [...changedAt.values()].filter((at) => at > until).length;
    until = performance.now();
    if (!changed && fresh.value === freshBefore) return;
    freshBefore = fresh.value;
    text.value = t('list.summary', { changed, fresh: fresh.value });
  }, AT_MOST_EVERY_MS);
  onScopeDispose(() => clearInterval(timer));
  return text;
}
