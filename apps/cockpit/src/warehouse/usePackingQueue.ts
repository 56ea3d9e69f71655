import { onScopeDispose, ref, shallowRef } from 'vue';
import { listClient } from '../api/client.ts';
import { problemOf, type Problem } from '../api/errors.ts';
import { graphql } from '../gql';
import type { PackingShipmentFragment } from '../gql/graphql.ts';
import { orderChanges, orderGap } from '../live/live.ts';

graphql(`
  fragment PackingShipment on Shipment {
    id
    number
    state
    serviceName
    confirmBy
    overdue
    problem
    mayDivide
    createdAt
    items {
      sku
      title
      quantity
      gtin
      bin
    }
    deliveryNoteNumber
    order {
      id
      number
      customerName
      shipBy
      shippingAddress {
        city
        country
      }
    }
  }
`);

const PackingQueue = graphql(`
  query PackingQueue {
    packingCount
    packingQueue(first: 200) {
      ...PackingShipment
    }
  }
`);

export type PackingShipment = PackingShipmentFragment;

/** Changes come in bursts; the queue is read again when one has settled. */
const settleMs = 400;
const ofTheQueue = new Set([
  'ShipmentHandedOver',
  'ShipmentConfirmed',
  'ShipmentDivided',
  'OrderCancelled',
  'PackingProblemReported',
]);

/** What waits in the own warehouse, the most urgent first, live. */
export function usePackingQueue() {
  const shipments = shallowRef<PackingShipment[]>();
  const count = ref(0);
  const problem = ref<Problem>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let reading = 0;

  async function read() {
    const mine = ++reading;
    const { data, error } = await listClient.query(PackingQueue, {}, { requestPolicy: 'network-only' }).toPromise();
    if (mine !== reading) return;
    problem.value = problemOf(error);
    if (!data) return;
    shipments.value = data.packingQueue as PackingShipment[];
    count.value = data.packingCount;
  }
  function later() {
    clearTimeout(timer);
    timer = setTimeout(() => void read(), settleMs);
  }
  const stops = [
    orderChanges.listen(({ type }) => void (ofTheQueue.has(type) && later())),
    orderGap.listen(() => void read()),
  ];
  void read();
  onScopeDispose(() => {
    for (const stop of stops) stop();
    clearTimeout(timer);
  });
  return { shipments, count, problem, reload: read };
}
