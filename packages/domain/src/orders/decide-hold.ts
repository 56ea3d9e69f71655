import { holdChecks, moreTelling, type CheckedReason, type HoldFacts, type HoldParams } from './hold-checks.ts';
import { holdReasons, type HoldReason } from './stations.ts';

/** A rule as the decision sees it. */
export interface HoldTerms {
  id: string;
  reason: HoldReason;
  channelId: string | null;
  params: HoldParams;
  priority: number;
  active: boolean;
  version: number;
}

/** A reason that applies: by which rule in which version, with what numbers. */
export interface Finding {
  reason: HoldReason;
  ruleId: string | null;
  version: number | null;
  priority: number;
  numbers: Record<string, unknown>;
  /** A person has let it pass. */
  approved: boolean;
}

/** The decision with everything it rests on; the same facts and rules give the same record. */
export interface HoldRecord {
  rules: { id: string; version: number }[];
  findings: Finding[];
  /** What stops the order, the most urgent first; empty: released. */
  hold: HoldReason[];
}

/** Without what these ask for an order cannot run: they cannot be switched off, and no approval passes them. */
export const indispensable: readonly HoldReason[] = [
  'unknown_sku',
  'no_stock',
  'missing_product_data',
  'no_carrier_fits',
];

/** The priority of reasons that no rule knows: 1 urgent … 4 low. */
export const plainPriority = 2;

/** The rules for orders of a channel: one of its own stands instead of the general one for the same reason. Pure. */
export function rulesOf(rules: HoldTerms[], channelId: string): HoldTerms[] {
  const own = new Set(rules.filter((rule) => rule.channelId === channelId).map((rule) => rule.reason));
  return rules.filter((rule) =>
    rule.channelId === channelId ? rule.active : rule.channelId === null && rule.active && !own.has(rule.reason),
  );
}

const isChecked = (reason: HoldReason): reason is CheckedReason => Object.hasOwn(holdChecks, reason);

/** Looks an order over with the rules of its channel and decides whether it is released (F8) or held, and why (F11). Pure. */
export function decideHold(facts: HoldFacts, rules: HoldTerms[], approved: readonly HoldReason[]): HoldRecord {
  const all = rules.flatMap((rule) => findingsOf(facts, rule, approved));
  const reasons = new Set(all.map((finding) => finding.reason));
  const findings = all
    .filter(({ reason }) => !moreTelling[reason]?.some((better) => reasons.has(better)))
    .toSorted(byUrgency);
  return {
    rules: rules.map(({ id, version }) => ({ id, version })),
    findings,
    hold: findings.filter((finding) => !finding.approved).map((finding) => finding.reason),
  };
}

function findingsOf(facts: HoldFacts, rule: HoldTerms, approved: readonly HoldReason[]): Finding[] {
  const { reason, id, version, priority, params } = rule;
  const numbers = isChecked(reason) ? holdChecks[reason](facts, params) : null;
  if (!numbers) return [];
  const passed = approved.includes(reason) && !indispensable.includes(reason);
  return [{ reason, ruleId: id, version, priority, numbers, approved: passed }];
}

const byUrgency = (a: Finding, b: Finding): number =>
  a.priority - b.priority || holdReasons.indexOf(a.reason) - holdReasons.indexOf(b.reason);
