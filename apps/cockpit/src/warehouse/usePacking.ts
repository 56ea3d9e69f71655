import { useMutation } from '@urql/vue';
import { computed } from 'vue';
import { listClient } from '../api/client.ts';
import { problemOf } from '../api/errors.ts';
import { useActs } from '../api/useActs.ts';
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
  const { problem, busy, run } = useActs();

  return {
    problem,
    busy: computed(() => !!busy.value),
    /** The shipment of a scanned paper; null when nobody knows it. */
    async find(code: string): Promise<PackingShipment | null> {
      const { data, error } = await listClient.query(ShipmentByCode, { code }).toPromise();
      problem.value = problemOf(error);
      return (data?.shipmentByCode ?? null) as PackingShipment | null;
    },
    /** `items`: what lies in the parcel, where it is not all. */
    confirm: (shipmentId: string, trackingNumber: string, items: { sku: string; quantity: number }[] | null) =>
      run('confirm', () =>
        confirming.executeMutation({
          input: { shipmentId, parcels: [{ trackingNumber, parcelService: '' }], items },
        }),
      ),
    report: (input: { shipmentId: string; problem: PackingProblem; sku: string | null; note: string }) =>
      run('report', () => reporting.executeMutation({ input })),
  };
}
