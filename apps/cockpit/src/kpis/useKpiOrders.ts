import { computed, ref, watch } from 'vue';
import { useRoute } from 'vue-router';
import { listClient } from '../api/client.ts';
import { usePages } from '../documents/usePages.ts';
import type { KpiList } from '../gql/graphql.ts';
import { useFormats } from '../i18n/useFormats.ts';
import { KpiOrders } from './documents.ts';
import { periodOf } from './period.ts';

const MEASURED: readonly string[] = [
  'confirmed',
  'to_hand_over',
  'to_shipment',
  'to_channel',
  'to_payment',
  'shipped',
  'late',
];
const COUNTED: readonly string[] = ['orders', 'automatic', 'by_hand', 'held', 'cancelled'];

/** The orders behind the figure that the URL names. */
export function useKpiOrders() {
  const route = useRoute();
  const { formats, now } = useFormats();
  const list = computed(() => {
    const named = String(route.query.list);
    return (MEASURED.includes(named) || COUNTED.includes(named) ? named : 'orders') as KpiList;
  });
  const key = computed(() => (typeof route.query.key === 'string' ? route.query.key : undefined));
  const period = computed(() => periodOf(route.query, formats.value.isoDay(new Date(now.value))));
  const measured = computed(() => MEASURED.includes(list.value));
  const slowest = ref(list.value.startsWith('to_'));
  const pages = usePages(async (after) => {
    const { from, until, channel: channelId } = period.value;
    const asked = { list: list.value, from, until, key: key.value, channelId, after, slowest: slowest.value };
    const { data, error } = await listClient.query(KpiOrders, asked).toPromise();
    return { data: data?.kpiOrders, error };
  });
  watch([slowest, () => route.query], () => {
    if (route.name === 'kpi-orders') void pages.reload();
  });
  return { list, key, period, slowest, measured, pages };
}
