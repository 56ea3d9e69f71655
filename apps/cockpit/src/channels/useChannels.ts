import { computed } from 'vue';
import { listClient } from '../api/client.ts';
import { useReading } from '../api/useReading.ts';
import { Channels } from './channel-detail.ts';
import { useChannelFeed } from './useChannelFeed.ts';

/** Every channel, kept fresh while the page is open. */
export function useChannels() {
  const { data, problem, read } = useReading(async () => {
    const answer = await listClient.query(Channels, {}).toPromise();
    return { data: answer.data?.channels, error: answer.error };
  });
  useChannelFeed(() => void read());
  return { channels: data, problem: computed(() => (data.value ? undefined : problem.value)), read };
}
