import { ref, shallowRef, watch } from 'vue';
import { ask } from '../api/ask.ts';
import { useActs } from '../api/useActs.ts';
import { graphql } from '../gql';
import type { TryWriteOffsQuery } from '../gql/graphql.ts';

const WriteOffSettings = graphql(`
  query WriteOffSettings {
    accountingSettings {
      autoWriteOffCents
      autoWriteOffDays
    }
  }
`);

const TryWriteOffs = graphql(`
  query TryWriteOffs($cents: Int!, $days: Int!) {
    tryWriteOffs(cents: $cents, days: $days) {
      count
      sums {
        amount
        currency
      }
      rests {
        kind
        document
        open {
          amount
          currency
        }
      }
    }
  }
`);

const SetWriteOffRule = graphql(`
  mutation SetWriteOffRule($input: AccountingSettingsInput!) {
    setAccounting(input: $input) {
      autoWriteOffCents
      autoWriteOffDays
    }
  }
`);

/** The rule for small differences: as it is in force, as it is being tried, and what it would write off now. */
export function useWriteOffRule() {
  /** In whole units of currency, as people type it. */
  const limit = ref(2);
  const days = ref(14);
  const inForce = shallowRef<{ cents: number; days: number }>();
  const trial = shallowRef<TryWriteOffsQuery['tryWriteOffs']>();
  const acts = useActs();
  const cents = () => Math.round(limit.value * 100);

  const take = (of: { autoWriteOffCents: number; autoWriteOffDays: number }) =>
    (inForce.value = of.autoWriteOffCents ? { cents: of.autoWriteOffCents, days: of.autoWriteOffDays } : undefined);
  void ask(WriteOffSettings, {}).then(({ data }) => {
    if (!data) return;
    const rule = take(data.accountingSettings);
    if (rule) [limit.value, days.value] = [rule.cents / 100, rule.days];
  });
  // A rule is saved only as it was tried.
  watch([limit, days], () => (trial.value = undefined));

  return {
    limit,
    days,
    inForce,
    trial,
    acts,
    dryRun: async () => {
      trial.value = (await ask(TryWriteOffs, { cents: cents(), days: days.value })).data?.tryWriteOffs;
    },
    save: async (on: boolean) => {
      const input = { autoWriteOffCents: on ? cents() : 0, autoWriteOffDays: days.value };
      const data = await acts.act('save', SetWriteOffRule, { input });
      if (data) take(data.setAccounting);
      trial.value = undefined;
    },
  };
}
