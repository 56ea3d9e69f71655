import type { SaveHoldRuleInput } from '../gql/graphql.ts';

interface Params {
  words?: string[] | null;
  countries?: string[] | null;
  percent?: number | null;
  limitCents?: number | null;
  withinMinutes?: number | null;
}
interface Rule {
  id: string;
  reason: string;
  channel?: { id: string } | null;
  params: Params;
  asks: string[];
  priority: number;
  active: boolean;
  version: number;
}

/** A rule as its form holds it: lists as text, money in euros. */
export interface RuleDraft {
  words: string;
  countries: string;
  percent: number;
  limitEuro: number;
  withinMinutes: number;
  priority: number;
  active: boolean;
}

export const draftOf = ({ params, priority, active }: Pick<Rule, 'params' | 'priority' | 'active'>): RuleDraft => ({
  words: (params.words ?? []).join('\n'),
  countries: (params.countries ?? []).join(' '),
  percent: params.percent ?? 20,
  limitEuro: (params.limitCents ?? 100_000) / 100,
  withinMinutes: params.withinMinutes ?? 60,
  priority,
  active,
});

/** Has something really been changed? */
export const isDirty = (draft: RuleDraft, rule: Rule) => JSON.stringify(draft) !== JSON.stringify(draftOf(rule));

/** What goes to the server: only what this rule reads. */
export function inputOf(draft: RuleDraft, { id, reason, asks, version, channel }: Rule): SaveHoldRuleInput {
  const all = {
    words: draft.words.split('\n').flatMap((word) => word.trim() || []),
    countries: draft.countries
      .toUpperCase()
      .split(/[\s,;]+/)
      .filter(Boolean),
    percent: Math.round(draft.percent),
    limitCents: Math.round(draft.limitEuro * 100),
    withinMinutes: Math.round(draft.withinMinutes),
  };
  const params = Object.fromEntries(Object.entries(all).filter(([name]) => asks.includes(name)));
  const { priority, active } = draft;
  return { ruleId: id, expectedVersion: version, reason, channelId: channel?.id ?? null, params, priority, active };
}
