import { computed, onScopeDispose, ref, shallowReactive, shallowRef, triggerRef, watch, type Ref } from 'vue';
import { listClient } from '../api/client.ts';
import { problemOf, type Problem } from '../api/errors.ts';
import { graphql } from '../gql';
import type { OrderFilter } from '../gql/graphql.ts';
import type { OrderRow } from '../live/documents.ts';
import { useConnection } from '../live/connection.ts';
import { anchorOrders, orderChanges, orderGap } from '../live/live.ts';
import { applyChange, applyIndex, applyRow, emptyFeed, missingRows, trimRows, type OrderFeed } from './order-feed.ts';
import { fits } from './order-filter.ts';

const OrderIndex = graphql(`
  query OrderIndex($filter: OrderFilter) {
    orderIndex(filter: $filter) {
      ids
      cursor
    }
  }
`);

const OrdersByIds = graphql(`
  query OrdersByIds($ids: [ID!]!) {
    ordersByIds(ids: $ids) {
      ...OrderRow
    }
  }
`);

const BATCH_MS = 40;
const BATCH_ROWS = 200;
const MOST_ROWS = 6_000;

const nextFrame = (task: () => void) => (document.hidden ? setTimeout(task, 250) : requestAnimationFrame(task));

/** The big list: ids read once, rows read where one looks, changes patched in place (rules R1–R4). */
export function useOrderList(filter: Ref<OrderFilter>, carrierName: Ref<string | undefined>) {
  const feed: OrderFeed = {
    ...emptyFeed(),
    rows: shallowReactive(new Map()),
    fresh: shallowReactive(new Set()),
    gone: shallowReactive(new Set()),
    changedAt: shallowReactive(new Map()),
  };
  const ids = shallowRef<readonly string[]>([]);
  const problem = ref<Problem>();
  const loaded = ref(false);
  const loading = ref(false);
  const asked = new Set<string>();
  let range: [number, number] = [0, 60];
  let reading = 0;
  let queue: OrderRow[] = [];
  let batch: ReturnType<typeof setTimeout> | undefined;

  const rowFits = (row: OrderRow) => fits(row, filter.value, feed.listed.has(row.id), carrierName.value);

  function flush() {
    if (loading.value) return; // changes wait until the snapshot they belong to is here
    const rows = queue;
    queue = [];
    const now = performance.now();
    for (const row of rows) applyChange(feed, row, rowFits(row), now);
  }

  function take(row: OrderRow) {
    if (queue.push(row) === 1) nextFrame(flush);
  }

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
      look(...range);
    }
    flush();
  }

  async function read(some: string[]) {
    for (const id of some) asked.add(id);
    const result = await listClient.query(OrdersByIds, { ids: some }).toPromise();
    for (const id of some) asked.delete(id);
    if (result.error) problem.value = problemOf(result.error);
    for (const row of result.data?.ordersByIds ?? []) applyRow(feed, row, rowFits(row));
  }

  /** The rows from…until are on the screen: read what is missing, soon and together. */
  function look(from: number, until: number) {
    range = [from, until];
    batch ??= setTimeout(() => {
      batch = undefined;
      const missing = missingRows(feed, range[0] - 20, range[1] + 40, asked).slice(0, BATCH_ROWS);
      if (missing.length) void read(missing);
      trimRows(feed, ...range, MOST_ROWS);
    }, BATCH_MS);
  }

  const stops = [orderChanges.listen((change) => take(change.order)), orderGap.listen(() => void load())];
  watch(filter, () => void load(), { immediate: true });
  watch(useConnection().state, (state) => {
    if (state !== 'live' || !problem.value) return;
    problem.value = undefined;
    if (loaded.value) look(...range);
    else void load();
  });
  onScopeDispose(() => {
    for (const stop of stops) stop();
    clearTimeout(batch);
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
    look,
  };
}
