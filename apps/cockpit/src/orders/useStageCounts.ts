import { onScopeDispose, ref, shallowRef } from 'vue';
import { listClient } from '../api/client.ts';
import { useAtMostEvery } from '../api/rhythm.ts';
import { graphql } from '../gql';
import type { StageCountsQuery } from '../gql/graphql.ts';
import { orderChanges, orderGap } from '../live/live.ts';

const StageCounts = graphql(`
  query StageCounts {
    stationCounts {
      station
      count
    }
    overdue: orders(first: 1, filter: { overdue: true }) {
      totalCount
    }
  }
`);

const AT_MOST_EVERY_MS = 2_000;

/** Counts for the tabs, read again at most every two seconds while orders change. */
export function useStageCounts() {
  const counts = shallowRef<StageCountsQuery['stationCounts']>();
  const overdue = ref<number>();
  async function read() {
    const { data } = await listClient.query(StageCounts, {}).toPromise();
    if (!data) return;
    counts.value = data.stationCounts;
    overdue.value = data.overdue.totalCount;
  }

  const soon = useAtMostEvery(AT_MOST_EVERY_MS, () => void read());

  const stops = [orderChanges.listen(soon), orderGap.listen(() => void read())];
  void read();
  onScopeDispose(() => {
    for (const stop of stops) stop();
  });
  return { counts, overdue };
}
