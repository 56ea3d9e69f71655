import { computed, onScopeDispose, ref, shallowReactive, shallowRef, triggerRef, watch, type Ref } from 'vue';
import { listClient } from '../api/client.ts';
import { problemOf, type Problem } from '../api/errors.ts';
import { graphql } from '../gql';
import type { OrderFilter } from '../gql/graphql.ts';
import type { OrderRow } from '../live/documents.ts';
import { useConnection } from '../live/connection.ts';
import { anchorOrders, orderChanges, orderGap } from '../live/live.ts';
import { applyChange, applyIndex, emptyFeed, type OrderFeed } from './order-feed.ts';
import { fits } from './order-filter.ts';
import { FrameQueue } from './frame-queue.ts';
import { RowWindow } from './row-window.ts';

const OrderIndex = graphql(`
  query OrderIndex($filter: OrderFilter) {
    orderIndex(filter: $filter) {
      ids
      cursor
    }
  }
`);

const reactiveFeed = (): OrderFeed => ({
  ...emptyFeed(),
  rows: shallowReactive(new Map()),
  fresh: shallowReactive(new Set()),
  gone: shallowReactive(new Set()),
  changedAt: shallowReactive(new Map()),
});

/** The big list: ids read once, rows read where one looks, changes patched in place (rules R1–R4). */
export function useOrderList(filter: Ref<OrderFilter>, carrierName: Ref<string | undefined>) {
  const feed = reactiveFeed();
  const ids = shallowRef<readonly string[]>([]);
  const problem = ref<Problem>();
  const loaded = ref(false);
  const loading = ref(false);
  let reading = 0;

  const rowFits = (row: OrderRow) => fits(row, filter.value, feed.listed.has(row.id), carrierName.value);
  const shown = new RowWindow(feed, rowFits, (error) => (problem.value = problemOf(error)));

  const changes = new FrameQueue<OrderRow>(
    (rows) => rows.forEach((row) => applyChange(feed, row, rowFits(row), performance.now())),
    () => !loading.value, // they wait until their snapshot is here
  );

  async function load() {
    const mine = ++reading;
    loading.value = true;
    const result = await listClient.query(OrderIndex, { filter: filter.value }).toPromise();
    if (mine !== reading) return;
    loading.value = false;
    problem.value = problemOf(result.error);
    if (result.data) {
      applyIndex(feed, result.data.orderIndex.ids, rowFits);
      ids.value = feed.ids;
      triggerRef(ids);
      loaded.value = true;
      anchorOrders(result.data.orderIndex.cursor);
      shown.lookAgain();
    }
    changes.flush();
  }

  const stops = [orderChanges.listen((change) => changes.push(change.order)), orderGap.listen(() => void load())];
  watch(filter, () => void load(), { immediate: true });
  watch(useConnection().state, (state) => {
    if (state !== 'live' || !problem.value) return;
    problem.value = undefined;
    if (loaded.value) shown.lookAgain();
    else void load();
  });
  onScopeDispose(() => {
    for (const stop of stops) stop();
    shown.close();
  });

  return {
    ids,
    rows: feed.rows,
    gone: feed.gone,
    changedAt: feed.changedAt,
    freshCount: computed(() => feed.fresh.size),
    problem,
    loaded,
    loading,
    load,
    look: (from: number, until: number) => shown.look(from, until),
  };
}
