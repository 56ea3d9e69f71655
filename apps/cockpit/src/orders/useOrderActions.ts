import { useMutation } from '@urql/vue';
import { ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { problemOf, type Problem } from '../api/errors.ts';
import { graphql } from '../gql';
import type { CancelOrderInput, RefundOrderInput, ResumeOrderInput } from '../gql/graphql.ts';
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
export function useOrderActions(readAgain: () => void) {
  const resume = useMutation(ResumeOrder);
  const cancel = useMutation(CancelOrder);
  const refund = useMutation(RefundOrder);
  const retry = useMutation(RetryEffect);
  const problem = ref<Problem>();
  const busy = ref<string>();

  async function run(name: string, act: () => Promise<{ error?: Parameters<typeof problemOf>[0] }>) {
    if (busy.value) return false;
    busy.value = name;
    const { error } = await act();
    busy.value = undefined;
    problem.value = problemOf(error);
    if (problem.value?.kind !== 'network') readAgain();
    return !problem.value;
  }

  return {
    problem,
    busy,
    resume: (input: ResumeOrderInput) => run('resume', () => resume.executeMutation({ input })),
    cancel: (input: CancelOrderInput) => run('cancel', () => cancel.executeMutation({ input })),
    refund: (input: RefundOrderInput) => run('refund', () => refund.executeMutation({ input })),
    retry: (effectId: string) => run(`retry-${effectId}`, () => retry.executeMutation({ input: { effectId } })),
  };
}

/** A refused write in words. */
export function useProblemText() {
  const i18n = useI18n();
  const { t } = i18n;
  return (problem: Problem) => {
    const key = `rejection.${problem.code}`;
    if (problem.kind === 'rejected')
      return i18n.te(key) ? t(key) : t('rejection.other', { code: readable(problem.code) });
    return t(`state.${problem.kind}`);
  };
}
