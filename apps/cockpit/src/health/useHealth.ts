import { computed, ref, watch } from 'vue';
import { listClient } from '../api/client.ts';
import { useTick } from '../api/rhythm.ts';
import { useActs } from '../api/useActs.ts';
import { useReading } from '../api/useReading.ts';
import { usePages } from '../documents/usePages.ts';
import type { JobState } from '../gql/graphql.ts';
import { DiscardJob, Health, Jobs, RetryJob, RetryTroubledEffect, TroubledEffects, type Job } from './documents.ts';

const TICK_MS = 5_000;
export const jobChoices = {
  trouble: ['failed', 'retry'],
  failed: ['failed'],
  retry: ['retry'],
  active: ['active'],
  created: ['created'],
} satisfies Record<string, JobState[]>;
export type JobChoice = keyof typeof jobChoices;

/** How everything in the background stands, read again every few seconds while the page can be seen. */
export function useHealth() {
  const { data, problem, read } = useReading(async () => {
    const answer = await listClient.query(Health, {}).toPromise();
    return { data: answer.data?.health, error: answer.error };
  });
  const chosen = ref<JobChoice>('trouble');
  const jobs = usePages(async (after) => {
    const answer = await listClient.query(Jobs, { after, states: jobChoices[chosen.value] }).toPromise();
    return { data: answer.data?.jobs, error: answer.error };
  });
  const effects = usePages(async (after) => {
    const answer = await listClient.query(TroubledEffects, { after }).toPromise();
    return { data: answer.data?.troubledEffects, error: answer.error };
  });
  watch(chosen, () => void jobs.reload());
  const readAll = () => void Promise.all([read(), jobs.reload(), effects.reload()]);
  const acts = useActs(readAll);
  // Somebody who reads the second page is not thrown back to the first.
  const onFirstPage = computed(() => jobs.rows.value.length <= 50 && effects.rows.value.length <= 50);
  useTick(TICK_MS, () => {
    if (onFirstPage.value) readAll();
    else void read();
  });
  return {
    parts: data,
    problem: computed(() => (data.value ? undefined : problem.value)),
    read,
    jobs,
    chosen,
    effects,
    acts,
    retryJob: ({ name, id }: Job) => acts.act(id, RetryJob, { name, id }),
    discardJob: ({ name, id }: Job, reason: string) => acts.act(id, DiscardJob, { name, id, reason }),
    retryEffect: (id: string) => acts.act(id, RetryTroubledEffect, { input: { effectId: id } }),
  };
}
