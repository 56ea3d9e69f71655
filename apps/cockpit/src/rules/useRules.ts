import { useMutation, useQuery } from '@urql/vue';
import { computed, ref } from 'vue';
import { listClient } from '../api/client.ts';
import { problemOf, type Problem } from '../api/errors.ts';
import { useActs } from '../api/useActs.ts';
import { graphql } from '../gql';
import type { HoldRulesQuery, SaveHoldRuleInput, TryHoldRuleQuery } from '../gql/graphql.ts';

graphql(`
  fragment HoldRuleWhole on HoldRule {
    id
    reason
    channel {
      id
      name
    }
    params {
      words
      countries
      percent
      limitCents
      withinMinutes
    }
    asks
    priority
    active
    indispensable
    version
    updatedAt
    heldLately
    versions {
      version
      priority
      active
      at
      by
      params {
        words
        countries
        percent
        limitCents
        withinMinutes
      }
    }
  }
`);

const HoldRules = graphql(`
  query HoldRules {
    holdRules {
      ...HoldRuleWhole
    }
    channels {
      id
      name
    }
  }
`);
const SaveHoldRule = graphql(`
  mutation SaveHoldRule($input: SaveHoldRuleInput!) {
    saveHoldRule(input: $input) {
      ...HoldRuleWhole
    }
  }
`);
const TryHoldRule = graphql(`
  query TryHoldRule($rule: SaveHoldRuleInput!, $last: Int!) {
    tryHoldRule(rule: $rule, last: $last) {
      looked
      heldCount
      letGo
      held {
        orderId
        order
        placedAt
        numbers
        alsoNow
      }
    }
  }
`);

export type Rule = HoldRulesQuery['holdRules'][number];
export type Trial = TryHoldRuleQuery['tryHoldRule'];

/** Every hold rule, how to save one, and what one would have done. */
export function useRules() {
  const asked = useQuery({ query: HoldRules, variables: {} });
  const readAgain = () => void asked.executeQuery({ requestPolicy: 'network-only' });
  const acts = useActs(readAgain);
  const saving = useMutation(SaveHoldRule);
  const trial = ref<Trial>();
  const trying = ref(false);
  const tryProblem = ref<Problem>();

  return {
    ...acts,
    rules: computed(() => asked.data.value?.holdRules),
    channels: computed(() => asked.data.value?.channels ?? []),
    readProblem: computed(() => problemOf(asked.error.value)),
    readAgain,
    save: (input: SaveHoldRuleInput) => acts.run('save', () => saving.executeMutation({ input })),
    trial,
    trying,
    tryProblem,
    async tryOut(rule: SaveHoldRuleInput, last: number) {
      trying.value = true;
      const { data, error } = await listClient.query(TryHoldRule, { rule, last }).toPromise();
      trying.value = false;
      tryProblem.value = problemOf(error);
      trial.value = data?.tryHoldRule;
    },
  };
}
