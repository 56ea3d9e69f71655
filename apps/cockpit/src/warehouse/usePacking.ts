import { useMutation } from '@urql/vue';
import { ref } from 'vue';
import { listClient } from '../api/client.ts';
import { problemOf, type Problem } from '../api/errors.ts';
import { graphql } from '../gql';
import type { PackingProblem } from '../gql/graphql.ts';
import type { PackingShipment } from './usePackingQueue.ts';

const ShipmentByCode = graphql(`
  query ShipmentByCode($code: String!) {
    shipmentByCode(code: $code) {
      ...PackingShipment
    }
  }
`);

const ConfirmPacking = graphql(`
  mutation ConfirmPacking($input: ConfirmPackingInput!) {
    confirmPacking(input: $input) {
      id
      state
    }
  }
`);

const ReportPackingProblem = graphql(`
  mutation ReportPackingProblem($input: ReportPackingProblemInput!) {
    reportPackingProblem(input: $input) {
      id
      problem
    }
  }
`);

/** What a packer can do; a refused act is kept as `problem` until the next one. */
export function usePacking() {
  const confirming = useMutation(ConfirmPacking);
  const reporting = useMutation(ReportPackingProblem);
  const problem = ref<Problem>();
  const busy = ref(false);

  async function run(act: () => Promise<{ error?: Parameters<typeof problemOf>[0] }>): Promise<boolean> {
    if (busy.value) return false;
    busy.value = true;
    const { error } = await act();
    busy.value = false;
    problem.value = problemOf(error);
    return !problem.value;
  }

  return {
    problem,
    busy,
    /** The shipment of a scanned paper; null when nobody knows it. */
    async find(code: string): Promise<PackingShipment | null> {
      const { data, error } = await listClient.query(ShipmentByCode, { code }).toPromise();
      problem.value = problemOf(error);
      return (data?.shipmentByCode ?? null) as PackingShipment | null;
    },
    confirm: (shipmentId: string, trackingNumber: string, parcelService = '') =>
      run(() => confirming.executeMutation({ input: { shipmentId, parcels: [{ trackingNumber, parcelService }] } })),
    report: (input: { shipmentId: string; problem: PackingProblem; sku: string | null; note: string }) =>
      run(() => reporting.executeMutation({ input })),
  };
}
