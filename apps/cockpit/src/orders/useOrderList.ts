import { computed, onScopeDispose, ref, shallowReactive, shallowRef, triggerRef, watch, type Ref } from 'vue';
import { listClient } from '../api/client.ts';
import { problemOf, type Problem } from '../api/errors.ts';
import { graphql } from '../gql';
import type { OrderFilter, OrderSort } from '../gql/graphql.ts';
import { useFormats } from '../i18n/useFormats.ts';
import type { OrderRow } from '../live/documents.ts';
import { useConnection } from '../live/connection.ts';
import { anchorOrders, orderChanges, orderGap } from '../live/live.ts';
import { applyChange, applyIndex, emptyFeed, extendIndex, type OrderFeed } from './order-feed.ts';
import { fits } from './order-filter.ts';
import { FrameQueue } from './frame-queue.ts';
import { unpackIds } from './packed-ids.ts';
import { RowWindow } from './row-window.ts';

const OrderIndex = graphql(`
  query OrderIndex($filter: OrderFilter, $sort: OrderSort!, $first: Int) {
    orderIndex(filter: $filter, sort: $sort, first: $first) {
      count
      packedIds
      cursor
    }
  }
`);

/** So many are shown at once; the rest follows, because carrying 100,000 ids takes longer than finding them. */
const HEAD = 1_000;

const reactiveFeed = (): OrderFeed => ({
  ...emptyFeed(),
  rows: shallowReactive(new Map()),
  fresh: shallowReactive(new Set()),
  gone: shallowReactive(new Set()),
  changedAt: shallowReactive(new Map()),
});

type RowFits = (row: OrderRow) => boolean;

/** The ids of the list, its head at once and the rest behind it; `taken` is called when a new head is there. */
function useSnapshot(
  feed: OrderFeed,
  wishOf: () => { filter: OrderFilter; sort: OrderSort },
  rowFits: RowFits,
  taken: () => void,
) {
  const ids = shallowRef<readonly string[]>([]);
  const problem = ref<Problem>();
  const total = ref(0);
  const loaded = ref(false);
  const loading = ref(false);
  let reading = 0;

  function show(count: number) {
    ids.value = feed.ids;
    triggerRef(ids);
    total.value = count;
  }

  async function load() {
    const mine = ++reading;
    loading.value = true;
    const wish = wishOf();
    const { data, error } = await listClient.query(OrderIndex, { ...wish, first: HEAD }).toPromise();
    if (mine !== reading) return;
    loading.value = false;
    problem.value = problemOf(error);
    if (data) {
      applyIndex(feed, unpackIds(data.orderIndex.packedIds), rowFits);
      show(data.orderIndex.count);
      loaded.value = true;
      anchorOrders(data.orderIndex.cursor);
      if (data.orderIndex.count > feed.ids.length) void loadTail(mine, wish);
    }
    taken();
  }

  async function loadTail(mine: number, wish: ReturnType<typeof wishOf>) {
    const { data, error } = await listClient.query(OrderIndex, wish).toPromise();
    if (mine !== reading) return;
    if (error) problem.value = problemOf(error);
    if (!data) return;
    extendIndex(feed, unpackIds(data.orderIndex.packedIds));
    show(feed.ids.length);
  }

  return { ids, problem, total, loaded, loading, load };
}

/** The big list: ids read once, rows read where one looks, changes patched in place (rules R1–R4). */
export function useOrderList(filter: Ref<OrderFilter>, sort: Ref<OrderSort>, carrierName: Ref<string | undefined>) {
  const { formats } = useFormats();
  const feed = reactiveFeed();
  const rowFits: RowFits = (row) =>
    fits(row, filter.value, feed.listed.has(row.id), carrierName.value, formats.value.isoDay);
  const wishOf = () => ({ filter: filter.value, sort: sort.value });
  const snapshot = useSnapshot(feed, wishOf, rowFits, () => {
    shown.lookAgain();
    changes.flush();
  });
  const { problem, loaded, loading, load } = snapshot;
  const shown = new RowWindow(feed, rowFits, (error) => (problem.value = problemOf(error)));
  const changes = new FrameQueue<OrderRow>(
    (rows) => rows.forEach((row) => applyChange(feed, row, rowFits(row), performance.now())),
    () => !loading.value, // they wait until their snapshot is here
  );

  const stops = [orderChanges.listen((change) => changes.push(change.order)), orderGap.listen(() => void load())];
  watch([filter, sort], () => void load(), { immediate: true });
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
    ...snapshot,
    rows: feed.rows,
    gone: feed.gone,
    changedAt: feed.changedAt,
    freshCount: computed(() => feed.fresh.size),
    look: (from: number, until: number) => shown.look(from, until),
  };
}
