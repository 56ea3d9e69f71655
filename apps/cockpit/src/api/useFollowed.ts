import { onScopeDispose, watch, type Ref } from 'vue';
import { orderChanges, orderGap, ticketChanges, ticketGap } from '../live/live.ts';
import { watchObject } from './watched.ts';

type Versioned = { id: string; rev: number };
const SETTLE_MS = 300;

/**
 * Keeps an opened object fresh: its own fields at once through the page cache, and what hangs on it (history, effects,
 * files) by one reading after the changes have settled.
 */
export function useFollowed(object: Ref<Versioned | null | undefined>, readAgain: () => void) {
  let unwatch = () => {};
  let timer: ReturnType<typeof setTimeout> | undefined;

  watch(
    () => object.value?.id,
    () => {
      unwatch();
      unwatch = object.value ? watchObject(object.value) : () => {};
    },
    { immediate: true },
  );
  function touched(id: string | undefined | null) {
    if (!id || id !== object.value?.id) return;
    clearTimeout(timer);
    timer = setTimeout(readAgain, SETTLE_MS);
  }
  const stops = [
    orderChanges.listen((change) => touched(change.order.id)),
    ticketChanges.listen((change) => {
      touched(change.ticket.id);
      touched(change.ticket.order?.id);
    }),
    orderGap.listen(readAgain),
    ticketGap.listen(readAgain),
  ];
  onScopeDispose(() => {
    for (const stop of stops) stop();
    clearTimeout(timer);
    unwatch();
  });
}
