import { computed, shallowRef, type Ref } from 'vue';
import { listClient } from '../api/client.ts';
import { useReading, type Answer } from '../api/useReading.ts';
import { Backfills, ChannelDays, type BackfillRow, type ChannelDayRow } from './channel-detail.ts';

interface Connection<T> {
  totalCount: number;
  edges: { node: T }[];
  pageInfo: { hasNextPage: boolean; endCursor?: string | null };
}

/** A connection whose first page is read again and again, with older pages behind it. */
function useGrowing<T>(
  key: () => string,
  keyOf: (row: T) => string,
  ask: (after?: string) => Promise<Answer<Connection<T>>>,
) {
  const older = shallowRef<T[]>([]);
  const end = shallowRef<string>();
  const first = useReading(
    () => ask(),
    () => {
      older.value = [];
      end.value = undefined;
      return key();
    },
  );
  async function more() {
    const { data } = await ask(end.value ?? first.data.value?.pageInfo.endCursor ?? undefined);
    if (!data) return;
    older.value = [...older.value, ...data.edges.map(({ node }) => node)];
    end.value = data.pageInfo.endCursor ?? undefined;
  }
  const rows = computed(() => {
    const all = [...(first.data.value?.edges.map(({ node }) => node) ?? []), ...older.value];
    return [...new Map(all.toReversed().map((row) => [keyOf(row), row])).values()].toReversed();
  });
  return {
    rows,
    total: computed(() => first.data.value?.totalCount),
    hasMore: computed(() => rows.value.length < (first.data.value?.totalCount ?? 0)),
    problem: first.problem,
    read: first.read,
    more,
  };
}

/** The days of a channel, newest first. */
export const useDays = (code: Ref<string>) =>
  useGrowing<ChannelDayRow>(
    () => code.value,
    ({ day }) => day,
    async (after) => {
      const { data, error } = await listClient.query(ChannelDays, { code: code.value, after }).toPromise();
      return { data: data?.channel?.days, error };
    },
  );

/** The backfills of a channel, newest first. */
export const useBackfills = (channelId: Ref<string | undefined>) =>
  useGrowing<BackfillRow>(
    () => channelId.value ?? '',
    ({ id }) => id,
    async (after) => {
      if (!channelId.value) return {};
      const { data, error } = await listClient.query(Backfills, { channelId: channelId.value, after }).toPromise();
      return { data: data?.backfills, error };
    },
  );
