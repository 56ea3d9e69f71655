import { useMutation } from '@urql/vue';
import { useI18n } from 'vue-i18n';
import type { Problem } from '../api/errors.ts';
import { useActs } from '../api/useActs.ts';
import { graphql } from '../gql';
import type {
  CancelOrderInput,
  ChangeOrderLinesInput,
  HoldOrderInput,
  RefundOrderInput,
  ResumeOrderInput,
  SplitOrderInput,
} from '../gql/graphql.ts';
import { readable } from './reasons.ts';

const ResumeOrder = graphql(`
  mutation ResumeOrder($input: ResumeOrderInput!) {
    resumeOrder(input: $input) {
      ...OrderHead
    }
  }
`);

const CancelOrder = graphql(`
  mutation CancelOrder($input: CancelOrderInput!) {
    cancelOrder(input: $input) {
      ...OrderHead
    }
  }
`);

const HoldOrder = graphql(`
  mutation HoldOrder($input: HoldOrderInput!) {
    holdOrder(input: $input) {
      ...OrderHead
    }
  }
`);

const ChangeOrderLines = graphql(`
  mutation ChangeOrderLines($input: ChangeOrderLinesInput!) {
    changeOrderLines(input: $input) {
      ...OrderHead
    }
  }
`);

const SplitOrder = graphql(`
  mutation SplitOrder($input: SplitOrderInput!) {
    splitOrder(input: $input) {
      ...OrderHead
    }
  }
`);

const RefundOrder = graphql(`
  mutation RefundOrder($input: RefundOrderInput!) {
    refundOrder(input: $input) {
      ...OrderHead
    }
  }
`);

const RetryEffect = graphql(`
  mutation RetryEffect($input: RetryEffectInput!) {
    retryEffect(input: $input) {
      id
      state
      attempts
      lastError
      updatedAt
    }
  }
`);

/** What one can do with an order; a refused write is kept as `problem` until the next one. */
export function useOrderActions(readAgain: () => void, { problem, busy, run } = useActs(readAgain)) {
  const resume = useMutation(ResumeOrder);
  const cancel = useMutation(CancelOrder);
  const hold = useMutation(HoldOrder);
  const lines = useMutation(ChangeOrderLines);
  const split = useMutation(SplitOrder);
  const refund = useMutation(RefundOrder);
  const retry = useMutation(RetryEffect);

  return {
    problem,
    busy,
    run,
    resume: (input: ResumeOrderInput) => run('resume', () => resume.executeMutation({ input })),
    cancel: (input: CancelOrderInput) => run('cancel', () => cancel.executeMutation({ input })),
    hold: (input: HoldOrderInput) => run('hold', () => hold.executeMutation({ input })),
    changeLines: (input: ChangeOrderLinesInput) => run('lines', () => lines.executeMutation({ input })),
    split: (input: SplitOrderInput) => run('split', () => split.executeMutation({ input })),
    refund: (input: RefundOrderInput) => run('refund', () => refund.executeMutation({ input })),
    retry: (effectId: string) => run(`retry-${effectId}`, () => retry.executeMutation({ input: { effectId } })),
  };
}

/** What a rejection tells besides its code, as its text takes it: a list is one word. */
const wordsOf = (details: unknown): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(details ?? {}).map(([key, value]) => [key, Array.isArray(value) ? value.join(', ') : value]),
  );

/** A refused write in words. */
export function useProblemText() {
  const i18n = useI18n();
  const { t } = i18n;
  return (problem: Problem) => {
    const key = `rejection.${problem.code}`;
    if (problem.kind === 'rejected')
      return i18n.te(key) ? t(key, wordsOf(problem.details)) : t('rejection.other', { code: readable(problem.code) });
    return t(`state.${problem.kind}`);
  };
}
