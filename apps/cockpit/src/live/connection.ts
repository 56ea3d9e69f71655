import { computed, readonly, ref } from 'vue';

export type LiveState = 'connecting' | 'live' | 'down';

const state = ref<LiveState>('connecting');
const downSince = ref<Date>();
const dataAt = ref<Date>();

/** The state of the live connection, for the indicator and for buttons that write. */
export function useConnection() {
  return {
    state: readonly(state),
    downSince: readonly(downSince),
    dataAt: readonly(dataAt),
    canWrite: computed(() => state.value !== 'down'),
  };
}

export function connectionIs(next: LiveState) {
  if (next === 'connecting' && state.value === 'down') return; // stays "down since" until it really stands
  if (next === 'down') downSince.value ??= new Date();
  else if (next === 'live') {
    downSince.value = undefined;
    dataAt.value = new Date();
  }
  state.value = next;
}

/** Signed out or about to connect for the first time. */
export function connectionReset() {
  state.value = 'connecting';
  downSince.value = undefined;
}

/** Data of this moment have arrived. */
export function dataArrived() {
  dataAt.value = new Date();
}
