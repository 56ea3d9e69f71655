import { computed } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { listClient } from '../api/client.ts';
import { useTick } from '../api/rhythm.ts';
import { useReading } from '../api/useReading.ts';
import { useFormats } from '../i18n/useFormats.ts';
import { KpisOf } from './documents.ts';
import { periodOf, queryOfPeriod, type Period } from './period.ts';

const TICK_MS = 15_000;

/** The figures of the period that the URL names, read again while the page can be seen. */
export function useKpis() {
  const route = useRoute();
  const router = useRouter();
  const { formats, now } = useFormats();
  const today = computed(() => formats.value.isoDay(new Date(now.value)));
  const period = computed(() => periodOf(route.query, today.value));
  const change = (part: Partial<Period>) =>
    router.replace({ name: 'kpis', query: queryOfPeriod({ ...period.value, ...part }) });

  const { data, problem, loading, read } = useReading(
    async () => {
      const { from, until, channel: channelId } = period.value;
      const answer = await listClient.query(KpisOf, { from, until, channelId }).toPromise();
      return { data: answer.data?.kpis, error: answer.error };
    },
    () => JSON.stringify(period.value),
  );
  useTick(TICK_MS, () => void read());
  return {
    period,
    change,
    kpis: data,
    problem: computed(() => (data.value ? undefined : problem.value)),
    loading,
    read,
  };
}
