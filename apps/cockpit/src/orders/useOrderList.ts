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

/** The big list: ids read once, rows read where one looks, changes patched in place (rules R1–R4). */
export function useOrderList(filter: Ref<OrderFilter>, sort: Ref<OrderSort>, carrierName: Ref<string | undefined>) {
  const { formats } = useFormats();
  const feed = reactiveFeed();
  const ids = shallowRef<readonly string[]>([]);
  const problem = ref<Problem>();
  const total = ref(0);
  const loaded = ref(false);
  const loading = ref(false);
  let reading = 0;

  const rowFits = (row: OrderRow) =>
    fits(row, filter.value, feed.listed.has(row.id), carrierName.value, formats.value.isoDay);
  const shown = new RowWindow(feed, rowFits, (error) => (problem.value = problemOf(error)));

  const changes = new FrameQueue<OrderRow>(
    (rows) => rows.forEach((row) => applyChange(feed, row, rowFits(row), performance.now())),
    () => !loading.value, // they wait until their snapshot is here
  );

  async function load() {
    const mine = ++reading;
    loading.value = true;
    const wish = { filter: filter.value, sort: sort.value };
    const result = await listClient.query(OrderIndex, { ...wish, first: HEAD }).toPromise();
    if (mine !== reading) return;
    loading.value = false;
    problem.value = problemOf(result.error);
    if (result.data) {
      applyIndex(feed, unpackIds(result.data.orderIndex.packedIds), rowFits);
      show();
      total.value = result.data.orderIndex.count;
      loaded.value = true;
      anchorOrders(result.data.orderIndex.cursor);
      shown.lookAgain();
    }
    changes.flush();
    if (result.data && result.data.orderIndex.count > feed.ids.length) await loadTail(mine, wish);
  }

  async function loadTail(mine: number, wish: { filter: OrderFilter; sort: OrderSort }) {
    const { data, error } = await listClient.query(OrderIndex, wish).toPromise();
    if (mine !== reading) return;
    problem.value = problemOf(error);
    if (!data) return;
    extendIndex(feed, unpackIds(data.orderIndex.packedIds));
    show();
    total.value = feed.ids.length;
  }

  function show() {
    ids.value = feed.ids;
    triggerRef(ids);
  }

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
    ids,
    total,
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
