import { computed, type Ref } from 'vue';
import { listClient } from '../api/client.ts';
import { useReading } from '../api/useReading.ts';
import { ChannelPage } from './channel-detail.ts';

/** One channel with everything its page shows at once. */
export function useChannel(code: Ref<string>) {
  const { data, problem, read } = useReading(
    async () => {
      const answer = await listClient.query(ChannelPage, { code: code.value }).toPromise();
      return { data: answer.data?.channel, error: answer.error };
    },
    () => code.value,
  );
  return {
    channel: computed(() => data.value ?? undefined),
    problem: computed(() => {
      if (data.value === null) return { kind: 'not_found' as const, code: 'NOT_FOUND', message: code.value };
      return data.value ? undefined : problem.value;
    }),
    read,
  };
}
