import { ref } from 'vue';
import {
  acknowledge,
  beginTask,
  countByHand,
  isComplete,
  mayLabel,
  mergeItems,
  noTask,
  packedOf,
  packPart,
  scan,
  type ScanState,
} from './scan.ts';
import { signal } from './signal.ts';
import { usePacking } from './usePacking.ts';
import type { PackingShipment } from './usePackingQueue.ts';

/** One shipment after the other: its paper, its articles, its label. */
export function useScanTask() {
  const packing = usePacking();
  const state = ref<ScanState>(noTask);
  const shipment = ref<PackingShipment>();
  const unknown = ref('');
  const packed = ref<{ number: string; part: boolean }>();

  async function open(code: string) {
    packed.value = undefined;
    const found = await packing.find(code);
    unknown.value = found?.state === 'packing' ? '' : code.trim();
    if (found?.state !== 'packing') return signal('wrong');
    shipment.value = found;
    state.value = beginTask({ id: found.id, number: found.number, items: mergeItems(found.items) });
    signal('right');
  }

  async function take(code: string) {
    if (!shipment.value) return open(code);
    const before = state.value;
    state.value = scan(before, code, Date.now());
    if (state.value.wrong && !before.wrong) signal('wrong');
    else if (state.value !== before) signal('right');
    if (state.value.trackingNumber && state.value.trackingNumber !== before.trackingNumber) await finish();
  }

  async function finish() {
    const { trackingNumber } = state.value;
    if (!shipment.value || !mayLabel(state.value) || !trackingNumber.trim()) return;
    const { number } = shipment.value.order;
    const items = isComplete(state.value) ? null : packedOf(state.value);
    if (!(await packing.confirm(shipment.value.id, trackingNumber.trim(), items))) return signal('wrong');
    leave();
    packed.value = { number, part: items !== null };
    signal('right');
  }

  function leave() {
    shipment.value = undefined;
    state.value = noTask;
    packing.problem.value = undefined;
  }

  return {
    packing,
    state,
    shipment,
    unknown,
    packed,
    take,
    understood: () => void (state.value = acknowledge(state.value)),
    sendPart: (part: boolean) => void (state.value = packPart(state.value, part)),
    byHand: (sku: string) => {
      state.value = countByHand(state.value, sku);
      signal(state.value.wrong ? 'wrong' : 'right');
    },
    finish,
    leave,
  };
}
